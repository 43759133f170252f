// Names for what travels between a resident's account and the server.
import type { components } from './schema';

type Schemas = components['schemas'];
export type AccessLog = Schemas['AccessLog'];
export type AccessLogEntry = Schemas['AccessLogEntry'];
export type Link = Schemas['Link'];
export type LinkEntered = Schemas['LinkEntered'];
export type LinkMade = Schemas['LinkMade'];
export type OwnPasskey = Schemas['OwnPasskey'];
export type OwnPasskeys = Schemas['OwnPasskeys'];
export type SessionLife = Schemas['SessionLife'];
