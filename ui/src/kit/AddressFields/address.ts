// What an address must have before it is sent.
export interface AddressParts {
  street: string;
  postcode: string;
  place: string;
}

export const NO_ADDRESS: AddressParts = { street: '', postcode: '', place: '' };

/** Keys of what is wrong, by field; empty when it can be sent. */
export function addressErrors({ street, postcode, place }: AddressParts): Partial<Record<keyof AddressParts, string>> {
  return {
    ...(street.trim() ? {} : { street: 'address-street-required' }),
    ...(/^\d{5}$/.test(postcode.trim()) ? {} : { postcode: 'address-postcode-wrong' }),
    ...(place.trim() ? {} : { place: 'address-place-required' }),
  };
}

export const trimmedAddress = ({ street, postcode, place }: AddressParts): AddressParts => ({ street: street.trim(), postcode: postcode.trim(), place: place.trim() });
