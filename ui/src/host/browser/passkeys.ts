// Passkeys by navigator.credentials. The wire speaks the JSON of WebAuthn Level 3 (section 5.1.8 and 5.1); browsers without
// parseCreationOptionsFromJSON and toJSON get the same conversion by hand.
import { HostError } from '../index';

type Json = Record<string, unknown>;

export function fromBase64Url(text: string): ArrayBuffer {
  const padded = text.replace(/-/g, '+').replace(/_/g, '/').padEnd(Math.ceil(text.length / 4) * 4, '=');
  const binary = atob(padded);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes.buffer;
}

export function toBase64Url(buffer: ArrayBuffer): string {
  let binary = '';
  for (const byte of new Uint8Array(buffer)) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

// The server may wrap the options in `publicKey`, as CredentialCreationOptions has it.
function inner(options: object): Json {
  const wrapped = (options as { publicKey?: unknown }).publicKey;
  return (wrapped ?? options) as Json;
}

function descriptors(list: unknown): PublicKeyCredentialDescriptor[] | undefined {
  if (!Array.isArray(list)) return undefined;
  return (list as Json[]).map((item) => ({
    ...(item as unknown as PublicKeyCredentialDescriptor),
    id: fromBase64Url(item.id as string),
  }));
}

function creationOptions(json: Json): PublicKeyCredentialCreationOptions {
  if (typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function') {
    return PublicKeyCredential.parseCreationOptionsFromJSON(json as unknown as PublicKeyCredentialCreationOptionsJSON);
  }
  const user = json.user as Json;
  return {
    ...(json as unknown as PublicKeyCredentialCreationOptions),
    challenge: fromBase64Url(json.challenge as string),
    user: { ...(user as unknown as PublicKeyCredentialUserEntity), id: fromBase64Url(user.id as string) },
    excludeCredentials: descriptors(json.excludeCredentials),
  };
}

function requestOptions(json: Json): PublicKeyCredentialRequestOptions {
  if (typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function') {
    return PublicKeyCredential.parseRequestOptionsFromJSON(json as unknown as PublicKeyCredentialRequestOptionsJSON);
  }
  return {
    ...(json as unknown as PublicKeyCredentialRequestOptions),
    challenge: fromBase64Url(json.challenge as string),
    allowCredentials: descriptors(json.allowCredentials),
  };
}

function answer(credential: PublicKeyCredential): object {
  if (typeof credential.toJSON === 'function') return credential.toJSON() as object;
  const response = credential.response;
  const json: Json = { clientDataJSON: toBase64Url(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    json.attestationObject = toBase64Url(response.attestationObject);
    json.transports = response.getTransports?.() ?? [];
  } else if (response instanceof AuthenticatorAssertionResponse) {
    json.authenticatorData = toBase64Url(response.authenticatorData);
    json.signature = toBase64Url(response.signature);
    if (response.userHandle) json.userHandle = toBase64Url(response.userHandle);
  }
  return {
    id: credential.id,
    rawId: toBase64Url(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: json,
  };
}

// Browsers say NotAllowedError for "cancelled", "timed out" and "no key here" alike, on purpose.
async function ceremony(run: () => Promise<Credential | null>): Promise<object> {
  let credential: Credential | null;
  try {
    credential = await run();
  } catch (error) {
    const name = (error as { name?: string } | null)?.name;
    if (name === 'NotAllowedError' || name === 'AbortError') throw new HostError('cancelled');
    // WebAuthn Level 3, 5.1.3: one of the passkeys that were named is on this device already.
    if (name === 'InvalidStateError') throw new HostError('passkey-exists');
    throw new HostError('unavailable', String(error));
  }
  if (!credential) throw new HostError('cancelled');
  return answer(credential as PublicKeyCredential);
}

export const create = (options: object): Promise<object> => ceremony(() => navigator.credentials.create({ publicKey: creationOptions(inner(options)) }));
export const get = (options: object): Promise<object> => ceremony(() => navigator.credentials.get({ publicKey: requestOptions(inner(options)) }));
