/** An address as it is typed. */
export interface AddressForm {
  street: string;
  postcode: string;
  place: string;
}

export const noAddress = (): AddressForm => ({ street: '', postcode: '', place: '' });
