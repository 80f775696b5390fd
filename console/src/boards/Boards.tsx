import { Segmented } from 'antd';
import dayjs from 'dayjs';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { CentreSelect } from '../app/CentreSelect';
import { DepartmentFilter, EnumFilter, PersonFilter } from '../app/Filters';
import { Paging, usePages } from '../app/Paging';
import { useCompany } from '../app/company';
import { type Column, Rows } from '../app/Rows';
import { word } from '../app/schema';
import { Due } from '../app/time';
import { AgeingDocument, CentreQueueDocument, PromiseBoardDocument, type PromiseBoardQuery, type PromiseGroup, type TodoFragment } from '../generated/graphql';

import { Departments } from './Departments';

const Chart = lazy(() => import('../app/Chart').then((module) => ({ default: module.Chart })));
type Row = PromiseBoardQuery['promises']['nodes'][number];

const promiseKey = (one: Row) => one.complaint + one.promise + one.n;
const todoKey = (one: TodoFragment) => one.complaint + one.action + one.promise;
const GROUPS: PromiseGroup[] = ['MISSED', 'CLIMBING', 'WARNED', 'DUE'];
const AT_ONCE = 50;
const DAYS = 21;

/** What is about to be missed, what is, and who has it: each figure opens its list. */
export default function Boards() {
  const { t } = useTranslation();
  const { mine, has } = useCompany();
  const reads = has('RECEPTIONIST', 'CS_SUPERVISOR', 'MANAGER', 'COMPANY_LEADER', 'QUALITY', 'AUDITOR');
  const [asked, ask] = useSearchParams();
  const centre = asked.get('centre') ?? (mine.length === 1 ? mine[0] : undefined);
  const show = asked.get('show') ?? 'promises';
  const set = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(asked);
    if (value) next.set(name, value);
    else next.delete(name);
    ask(next);
  };
  return (
    <div className="page">
      <div className="row spread" style={{ marginBottom: 12 }}>
        <h1 style={{ fontSize: 20, margin: 0 }}>{t('place.boards')}</h1>
        <div className="row">
          <CentreSelect all value={centre} onChange={(value) => set('centre', value)} />
          <Segmented
            aria-label={t('boards.which')}
            value={show}
            onChange={(value) => set('show', String(value))}
            options={[
              { value: 'promises', label: t('boards.promises') },
              { value: 'queue', label: t('boards.queue') },
              { value: 'unattended', label: t('boards.unattended') },
              ...(reads ? [{ value: 'departments', label: t('boards.departments') }] : []),
            ]}
          />
        </div>
      </div>
      {show === 'promises' && <PromiseBoard centre={centre} group={(asked.get('group') as PromiseGroup | null) ?? 'MISSED'} pick={(group) => set('group', group)} />}
      {show === 'departments' && <Departments centre={centre} />}
      {(show === 'queue' || show === 'unattended') && (
        <CentreQueue centre={centre} unattended={show === 'unattended'} department={asked.get('department') ?? undefined} pick={(value) => set('department', value)} />
      )}
      {reads && <Flow centre={centre} />}
    </div>
  );
}

function Count({ centre, group, chosen, pick }: { centre?: string; group: PromiseGroup; chosen: boolean; pick(): void }) {
  const [{ data }] = useQuery({ query: PromiseBoardDocument, variables: { filter: { centre, group }, first: 100, after: null } });
  const count = data?.promises.nodes.length;
  return (
    <button type="button" className="figure" aria-pressed={chosen} onClick={pick}>
      <span>{word('PromiseGroup', group)}</span>
      <b>{count === undefined ? '…' : data?.promises.pageInfo.hasNextPage ? '100+' : count}</b>
    </button>
  );
}

function PromiseBoard({ centre, group, pick }: { centre?: string; group: PromiseGroup; pick(group: PromiseGroup): void }) {
  const { t } = useTranslation();
  const { zone, centreName, mine } = useCompany();
  const [after, setAfter] = usePages([centre, group]);
  const [{ data, fetching, error }, again] = useQuery({
    query: PromiseBoardDocument,
    variables: { filter: { centre, group }, first: AT_ONCE, after: after.at(-1) ?? null },
  });
  const columns = useMemo<Column<Row>[]>(
    () => [
      { title: t('field.number'), width: 200, render: (one) => <Link to={`/case/${one.number}`}>{one.number}</Link> },
      { title: t('field.promise'), render: (one) => word('PromiseKind', one.promise) },
      ...(mine.length > 1 ? [{ title: t('field.centre'), width: 160, render: (one: Row) => centreName(one.centre) }] : []),
      { title: t('field.due'), width: 240, render: (one) => <Due due={one.due} missed={one.verdict === 'MISSED'} zone={zone(one.centre)} /> },
      { title: t('boards.escalation'), width: 110, render: (one) => (one.escalation > 0 ? t(`level.${one.escalation}`) : '') },
    ],
    [t, zone, centreName, mine],
  );
  return (
    <>
      <div className="figures">
        {GROUPS.map((one) => (
          <Count
            key={one}
            centre={centre}
            group={one}
            chosen={one === group}
            pick={() => pick(one)}
          />
        ))}
      </div>
      <Rows<Row>
        rowKey={promiseKey}
        loading={fetching}
        rows={data?.promises.nodes ?? []}
        minWidth={760}
        error={error}
        again={again}
        nothing={`boards.none.${group}`}
        columns={columns}
      />
      <Paging after={after} setAfter={setAfter} end={data?.promises.pageInfo.hasNextPage ? data.promises.pageInfo.endCursor : null} />
    </>
  );
}

function CentreQueue({ centre, unattended, department, pick }: { centre?: string; unattended: boolean; department?: string; pick(value: string | undefined): void }) {
  const { t } = useTranslation();
  const { zone, departmentName, centreName, mine } = useCompany();
  const [action, setAction] = useState<string>();
  const [person, setPerson] = useState<string>();
  const filter = { centre, department, action: action as never, assignee: unattended ? undefined : person, unattended: unattended || undefined };
  const [after, setAfter] = usePages(filter);
  const [{ data, fetching, error }, again] = useQuery({
    query: CentreQueueDocument,
    variables: { filter, first: AT_ONCE, after: after.at(-1) ?? null },
  });
  const columns = useMemo<Column<TodoFragment>[]>(
    () => [
      { title: t('field.number'), width: 200, render: (one) => <Link to={`/case/${one.number}`}>{one.number}</Link> },
      { title: t('field.action'), render: (one) => word('Operation', one.action) },
      { title: t('field.severity'), width: 90, render: (one) => word('Severity', one.severity) },
      { title: t('field.department'), width: 120, render: (one) => departmentName(one.department) },
      ...(mine.length > 1 ? [{ title: t('field.centre'), width: 160, render: (one: TodoFragment) => centreName(one.centre) }] : []),
      { title: t('field.due'), width: 240, render: (one) => <Due due={one.promise ? one.due : null} missed={one.missed} zone={zone(one.centre)} /> },
    ],
    [t, zone, departmentName, centreName, mine],
  );
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <DepartmentFilter value={department} onChange={pick} />
        <EnumFilter
          type="Operation"
          name="action"
          width={180}
          value={action}
          onChange={setAction}
        />
        {!unattended && (
          <PersonFilter value={person} onChange={setPerson} />
        )}
      </div>
      <Rows<TodoFragment>
        rowKey={todoKey}
        loading={fetching}
        rows={data?.queue.nodes ?? []}
        minWidth={860}
        error={error}
        again={again}
        nothing={unattended ? 'boards.allAttended' : 'work.nothing'}
        columns={columns}
      />
      <Paging after={after} setAfter={setAfter} end={data?.queue.pageInfo.hasNextPage ? data.queue.pageInfo.endCursor : null} />
    </>
  );
}

function Flow({ centre }: { centre?: string }) {
  const { t } = useTranslation();
  const { zone } = useCompany();
  const here = zone(centre);
  const [from, until] = useMemo(() => {
    const today = dayjs().tz(here);
    return [today.subtract(DAYS - 1, 'day').format('YYYY-MM-DD'), today.add(1, 'day').format('YYYY-MM-DD')];
  }, [here]);
  const [{ data }] = useQuery({ query: AgeingDocument, variables: { centre, from, until } });
  const bars = useMemo(() => {
    const days = Array.from({ length: DAYS }, (_, n) => dayjs(from).add(n, 'day').format('YYYY-MM-DD'));
    const counted = (points: readonly { start: string; count: number }[] = []) => {
      const byDay = new Map(points.map((one) => [one.start, one.count]));
      return days.map((day) => byDay.get(day) ?? 0);
    };
    return {
      labels: days.map((day) => dayjs(day).format('M-D')),
      series: [
        { name: t('boards.received'), values: counted(data?.received) },
        { name: t('boards.closed'), values: counted(data?.closed) },
      ],
    };
  }, [data, from, t]);
  if (!data) return null;
  return (
    <section className="panel" style={{ marginTop: 16 }} aria-label={t('boards.flow')}>
      <h2>{t('boards.flow')}</h2>
      <Suspense fallback={null}>
        <Chart bars={bars} title={t('boards.flow')} />
      </Suspense>
    </section>
  );
}
