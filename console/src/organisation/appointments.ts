import dayjs, { type Dayjs } from 'dayjs';
import { inZone } from '../app/time';
import type { AppointPersonMutationVariables, MeQuery, Role } from '../generated/graphql';

type Appointment = MeQuery['people'][number]['appointments'][number];
type AppointmentInput = AppointPersonMutationVariables['input']['appointments'][number];

/** An appointment as the form holds it: times as the centre's clock shows them. */
export interface Filled {
  role: Role;
  centre?: string;
  department?: string;
  from?: Dayjs | null;
  until?: Dayjs | null;
}

const COMPANY_WIDE: Role[] = ['COMPANY_LEADER', 'QUALITY', 'AUDITOR', 'ADMIN', 'IMPORTER'];
const OF_DEPARTMENT: Role[] = ['DEPARTMENT_STAFF', 'DEPARTMENT_HEAD'];

/** §2: held at a centre, unless it is the company's. */
export const atCentre = (role: Role): boolean => !COMPANY_WIDE.includes(role);

export const ofDepartment = (role: Role): boolean => OF_DEPARTMENT.includes(role);

export const filled = (one: Appointment, zone: string): Filled => ({
  role: one.role,
  centre: one.centre ?? undefined,
  department: one.department ?? undefined,
  from: one.from ? dayjs(one.from).tz(zone) : undefined,
  until: one.until ? dayjs(one.until).tz(zone) : undefined,
});

export const appointed = (one: Filled, zone: string): AppointmentInput => ({
  role: one.role,
  centre: atCentre(one.role) ? one.centre : undefined,
  department: ofDepartment(one.role) ? one.department : undefined,
  from: one.from ? inZone(one.from, zone) : undefined,
  until: one.until ? inZone(one.until, zone) : undefined,
});
