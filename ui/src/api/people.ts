// Names for what the town hall knows about people: identity, profile, recovery, people who act for somebody else.
import type { components } from './schema';

type Schemas = components['schemas'];
export type Address = Schemas['Address'];
export type Blocked = Schemas['Blocked'];
export type BlockingCard = Schemas['BlockingCard'];
export type ChangeProfile = Schemas['ChangeProfile'];
export type CounterCode = Schemas['CounterCode'];
export type Deletion = Schemas['Deletion'];
export type Identity = Schemas['Identity'];
export type LetterOnItsWay = Schemas['LetterOnItsWay'];
export type Means = Schemas['Means'];
export type NoticeChoice = Schemas['NoticeChoice'];
export type OwnRecovery = Schemas['OwnRecovery'];
export type Profile = Schemas['Profile'];
export type Proof = Schemas['Proof'];
export type ProvenBy = Schemas['ProvenBy'];
export type QuietHours = Schemas['QuietHours'];
export type Recovery = Schemas['Recovery'];
export type RecoveryLetterRequested = Schemas['RecoveryLetterRequested'];
export type Representation = Schemas['Representation'];
export type RepresentationScope = Schemas['RepresentationScope'];
export type Representations = Schemas['Representations'];
export type ShownCode = Schemas['ShownCode'];
export type TrustLevel = Schemas['TrustLevel'];
export type Way = Schemas['Way'];
