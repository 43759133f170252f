// What somebody may do at the desk, in the order of trust.
import type { Role } from '../../api/desk';

export const ROLES: readonly Role[] = ['clerk', 'lead', 'counter', 'admin'];

export const roleOf = (value: string): Role => ROLES.find((role) => role === value) ?? 'clerk';
