import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useQuery } from 'urql';
import { MeDocument, type MeQuery, type Role } from '../generated/graphql';
import { Problem, Waiting } from './states';

type Me = NonNullable<MeQuery['me']>;

export interface Company {
  me: Me;
  centres: MeQuery['centres'];
  departments: MeQuery['departments'];
  people: MeQuery['people'];
  /** Codes of the centres where the person does anything; all of them for who is the company's. */
  mine: string[];
  has(...roles: Role[]): boolean;
  personName(id: string | null | undefined): string;
  departmentName(id: string | null | undefined): string;
  centreName(id: string | null | undefined): string;
  zone(centre: string | null | undefined): string;
}

const CompanyContext = createContext<Company | null>(null);

export function useCompany(): Company {
  const company = useContext(CompanyContext);
  if (!company) throw new Error('outside the company');
  return company;
}

const CHINA = 'Asia/Shanghai';

/** The company as whoever is signed in sees it: names for ids, and what is theirs. */
export function CompanyProvider({ children }: { children: ReactNode }) {
  const [{ data, fetching, error }, again] = useQuery({ query: MeDocument });
  const company = useMemo<Company | null>(() => {
    if (!data?.me) return null;
    const me = data.me;
    const people = new Map(data.people.map((one) => [one.id, one.name]));
    const departments = new Map(data.departments.map((one) => [one.id, one.name]));
    const centres = new Map(data.centres.map((one) => [one.id, one]));
    const companyWide = me.appointments.some((one) => !one.centre);
    const mine = companyWide
      ? data.centres.map((one) => one.id)
      : [...new Set(me.appointments.map((one) => one.centre).filter((one): one is string => !!one))];
    return {
      me,
      centres: data.centres,
      departments: data.departments,
      people: data.people,
      mine,
      has: (...roles) => me.appointments.some((one) => roles.includes(one.role)),
      personName: (id) => (id ? (people.get(id) ?? id) : ''),
      departmentName: (id) => (id ? (departments.get(id) ?? id) : ''),
      centreName: (id) => (id ? (centres.get(id)?.name ?? id) : ''),
      zone: (centre) => (centre && centres.get(centre)?.zone) || CHINA,
    };
  }, [data]);
  if (error && !data) return <Problem error={error} again={again} />;
  if (!company) return fetching ? <Waiting /> : <Problem words="nobody" again={again} />;
  return <CompanyContext.Provider value={company}>{children}</CompanyContext.Provider>;
}
