// Names for what travels between the desk and the server.
import type { components } from './schema';

type Schemas = components['schemas'];
export type Assignee = Schemas['Assignee'];
export type CasePage = Schemas['CasePage'];
export type CaseRow = Schemas['CaseRow'];
export type Channel = Schemas['Channel'];
export type DeskReport = Schemas['DeskReport'];
export type Entry = Schemas['Entry'];
export type FailedJob = Schemas['FailedJob'];
export type InvitationOpened = Schemas['InvitationOpened'];
export type Invited = Schemas['Invited'];
export type OpenCounts = Schemas['OpenCounts'];
export type Pin = Schemas['Pin'];
export type Role = Schemas['Role'];
export type StaffMember = Schemas['StaffMember'];
