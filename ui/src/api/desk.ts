// Names for what travels between the desk and the server.
import type { components } from './schema';

type Schemas = components['schemas'];
export type Assignee = Schemas['Assignee'];
export type CasePage = Schemas['CasePage'];
export type CaseRow = Schemas['CaseRow'];
export type Channel = Schemas['Channel'];
export type CheckOpened = Schemas['CheckOpened'];
export type DeskReport = Schemas['DeskReport'];
export type DeskSession = Schemas['DeskSession'];
export type Document = Schemas['Document'];
export type Entry = Schemas['Entry'];
export type FailedJob = Schemas['FailedJob'];
export type Identity = Schemas['Identity'];
export type InvitationOpened = Schemas['InvitationOpened'];
export type Invited = Schemas['Invited'];
export type NewSubstitution = Schemas['NewSubstitution'];
export type OpenCounts = Schemas['OpenCounts'];
export type Person = Schemas['Person'];
export type Pin = Schemas['Pin'];
export type RecordRepresentation = Schemas['RecordRepresentation'];
export type RecoveryCode = Schemas['RecoveryCode'];
export type Representation = Schemas['Representation'];
export type RepresentationBasis = Schemas['RepresentationBasis'];
export type RepresentationScope = Schemas['RepresentationScope'];
export type Role = Schemas['Role'];
export type StaffMember = Schemas['StaffMember'];
export type Substitution = Schemas['Substitution'];
