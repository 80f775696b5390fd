import { App, Button, DatePicker, Drawer, Form, Input, Modal, Steps, Table } from 'antd';
import dayjs from 'dayjs';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { type AnyVariables, type TypedDocumentNode, useClient, useQuery } from 'urql';
import { Action } from '../app/Action';
import type { Refusal } from '../app/client';
import { CentreSelect } from '../app/CentreSelect';
import { useCompany } from '../app/company';
import { Paging } from '../app/Paging';
import { Refusals } from '../app/refusals';
import { word } from '../app/schema';
import { Nothing, Problem, Waiting } from '../app/states';
import { At, Due } from '../app/time';
import { Archive } from './Archive';
import {
  AnalyseStatisticsDocument,
  ApproveStatisticsDocument,
  BehindDocument,
  CompileStatisticsDocument,
  type CountedFragment,
  type Figure,
  HandOverRecordsDocument,
  MonthEndDocument,
  type MonthFactsFragment,
  ReturnStatisticsDocument,
  SubmitStatisticsDocument,
  SuggestedIssuesDocument,
} from '../generated/graphql';

const Chart = lazy(() => import('../app/Chart').then((module) => ({ default: module.Chart })));

/** What a figure is opened by. */
interface Opened {
  figure: Figure;
  itsKey?: string | null;
  title: string;
}

export default function MonthEnd() {
  const { t } = useTranslation();
  const { mine, zone, has } = useCompany();
  const archives = has('QUALITY', 'AUDITOR');
  const [asked, ask] = useSearchParams();
  const centre = asked.get('centre') ?? mine[0] ?? '';
  const month = asked.get('month') ?? dayjs().tz(zone(centre)).format('YYYY-MM');
  const [{ data, fetching, error }, again] = useQuery({ query: MonthEndDocument, variables: { centre, month }, pause: !centre });
  const [opened, setOpened] = useState<Opened | null>(null);
  const set = (name: string, value: string) => {
    const next = new URLSearchParams({ centre, month });
    next.set(name, value);
    ask(next);
  };
  const report = data?.monthEnd?.asKnownThen ?? null;
  return (
    <div className="page">
      <div className="row spread" style={{ marginBottom: 12 }}>
        <h1 style={{ fontSize: 20, margin: 0 }}>{t('place.month')}</h1>
        <div className="row">
          <CentreSelect value={centre} onChange={(value) => set('centre', value ?? '')} />
          <DatePicker
            picker="month"
            aria-label={t('field.month')}
            allowClear={false}
            value={dayjs(month)}
            onChange={(value) => value && set('month', value.format('YYYY-MM'))}
          />
        </div>
      </div>
      {error && !data && <Problem error={error} again={again} />}
      {fetching && !data && <Waiting />}
      {data?.monthEnd && (
        <>
          <Checklist month={data.monthEnd} again={() => again({ requestPolicy: 'network-only' })} />
          {archives && <Archive month={data.monthEnd} again={() => again({ requestPolicy: 'network-only' })} />}
          {report ? (
            <Figures
              now={report.figures}
              before={report.monthBefore}
              yearBefore={report.yearBefore}
              later={data.monthEnd.asKnownNow?.figures ?? null}
              open={setOpened}
            />
          ) : (
            <Nothing words="month.notCompiled" />
          )}
        </>
      )}
      {data && !data.monthEnd && <Nothing words="month.none" />}
      {opened && <Behind centre={centre} month={month} opened={opened} close={() => setOpened(null)} />}
    </div>
  );
}

/** What is to be done at the month's end, in its order, by when, and the one button that comes next. */
function Checklist({ month, again }: { month: MonthFactsFragment; again(): void }) {
  const { t } = useTranslation();
  const { has, zone, personName } = useCompany();
  const { message } = App.useApp();
  const client = useClient();
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [busy, setBusy] = useState(false);
  const [writing, setWriting] = useState(false);
  const [returning, setReturning] = useState(false);
  const here = zone(month.centre);
  const input = { centre: month.centre, month: month.month };

  const take = async <V extends AnyVariables>(document: TypedDocumentNode<Record<string, { userErrors: Refusal[] }>, V>, variables: V, done: string) => {
    setBusy(true);
    const result = await client.mutation(document, variables).toPromise();
    setBusy(false);
    const answer = Object.values(result.data ?? {}).find((one) => typeof one === 'object');
    setRefusals(answer?.userErrors ?? []);
    if (answer && answer.userErrors.length === 0) {
      void message.success(done);
      setWriting(false);
      setReturning(false);
      again();
    }
  };
  const handOver = async () => {
    setBusy(true);
    let total = 0;
    for (;;) {
      const { data } = await client.mutation(HandOverRecordsDocument, { input }).toPromise();
      const answer = data?.handOverRecords;
      setRefusals(answer?.userErrors ?? []);
      total += answer?.handedOver ?? 0;
      if (!answer || answer.userErrors.length > 0) break;
      if (answer.remaining === 0) {
        void message.success(t('month.handedOver', { count: total, owed: answer.owed }));
        break;
      }
    }
    setBusy(false);
    again();
  };

  const supervisor = has('CS_SUPERVISOR');
  const manager = has('MANAGER');
  const state = month.state;
  const compiled = state !== 'OPEN';
  const step = (done: boolean, what: string, note?: React.ReactNode) => ({ title: what, description: note, status: done ? ('finish' as const) : ('wait' as const) });
  const stamp = (one: { at: string; by: string } | null | undefined) =>
    one && (
      <>
        {personName(one.by)} <At at={one.at} zone={here} />
      </>
    );
  const published = month.reports.filter((one) => one.published).at(-1);
  return (
    <section className="panel" aria-label={t('month.checklist')}>
      <div className="row spread">
        <h2>{word('MonthState', state)}</h2>
        <div className="row">
          {month.document && (
            <a href={month.document} target="_blank" rel="noreferrer">
              {t('month.pdf')}
            </a>
          )}
          {month.document && <a href={month.document.replace(/pdf$/, 'xlsx')}>{t('month.xlsx')}</a>}
          {month.publicReport && (
            <a href={month.publicReport} target="_blank" rel="noreferrer">
              {t('month.report')}
            </a>
          )}
        </div>
      </div>
      <Refusals refusals={refusals} />
      <Steps
        size="small"
        responsive
        items={[
          step(compiled, t('month.compile'), stamp(month.cutOff)),
          step(!!month.analysis, t('month.analyse'), stamp(month.analysis)),
          step(state === 'SUBMITTED' || state === 'APPROVED', t('month.submit'), month.returned ? month.returned.reason : stamp(month.submitted)),
          step(state === 'APPROVED', t('month.approve'), stamp(month.approved)),
          step(!!month.handover, t('month.handOver'), month.handover && t('month.sheet', { count: month.handover.records, owed: month.handover.owed })),
          step(!!published, t('month.publish'), published?.published && <At at={published.published.at} zone={here} />),
        ]}
      />
      <div className="row" style={{ marginTop: 12 }}>
        {month.promises
          .filter((one) => one.verdict === 'OPEN' || one.verdict === 'MISSED')
          .map((one) => (
            <span key={one.promise} className="row">
              {word('PromiseKind', one.promise)} <Due due={one.due} missed={one.verdict === 'MISSED'} zone={here} />
            </span>
          ))}
      </div>
      <div className="commands" style={{ marginTop: 12 }}>
        {supervisor && (state === 'OPEN' || state === 'COMPILED' || state === 'RETURNED') && (
          <Button type={compiled ? 'default' : 'primary'} loading={busy} onClick={() => void take(CompileStatisticsDocument as never, { input }, t('month.compiled'))}>
            {t(compiled ? 'month.compileAgain' : 'month.compile')}
          </Button>
        )}
        {supervisor && (state === 'COMPILED' || state === 'RETURNED') && (
          <>
            <Button type={month.analysis ? 'default' : 'primary'} onClick={() => setWriting(true)}>
              {t('month.analyse')}
            </Button>
            <Button type={month.analysis ? 'primary' : 'default'} loading={busy} onClick={() => void take(SubmitStatisticsDocument as never, { input }, t('month.submitted'))}>
              {t('month.submit')}
            </Button>
          </>
        )}
        {manager && state === 'SUBMITTED' && (
          <>
            <Button type="primary" loading={busy} onClick={() => void take(ApproveStatisticsDocument as never, { input }, t('month.approved'))}>
              {t('month.approve')}
            </Button>
            <Button onClick={() => setReturning(true)}>{t('month.return')}</Button>
          </>
        )}
        {supervisor && compiled && (
          <Button loading={busy} onClick={() => void handOver()}>
            {t('month.handOver')}
          </Button>
        )}
      </div>
      <ServiceReport month={month} again={again} />
      {month.analysis && (
        <dl className="facts" style={{ marginTop: 16 }}>
          {(['causes', 'trend', 'proposals'] as const).map((one) => (
            <div key={one} style={{ display: 'contents' }}>
              <dt>{t(`month.${one}`)}</dt>
              <dd>{month.analysis?.analysis[one]}</dd>
            </div>
          ))}
        </dl>
      )}
      <Modal open={writing} onCancel={() => setWriting(false)} title={t('month.analyse')} footer={null} width={640}>
        <Refusals refusals={refusals} />
        <Form
          layout="vertical"
          initialValues={month.analysis?.analysis}
          onFinish={(analysis) => void take(AnalyseStatisticsDocument as never, { input, analysis }, t('month.analysed'))}
        >
          {(['causes', 'trend', 'proposals'] as const).map((one) => (
            <Form.Item key={one} name={one} label={t(`month.${one}`)} rules={[{ required: true, message: t('needed', { field: t(`month.${one}`) }) }]}>
              <Input.TextArea autoSize={{ minRows: 3 }} maxLength={5000} />
            </Form.Item>
          ))}
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('save')}
          </Button>
        </Form>
      </Modal>
      <Modal open={returning} onCancel={() => setReturning(false)} title={t('month.return')} footer={null}>
        <Form layout="vertical" onFinish={({ reason }) => void take(ReturnStatisticsDocument as never, { input, reason }, t('month.returned'))}>
          <Form.Item name="reason" label={t('field.reason')} rules={[{ required: true, message: t('needed', { field: t('field.reason') }) }]}>
            <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('month.return')}
          </Button>
        </Form>
      </Modal>
    </section>
  );
}

/** §4.6.6: drafted by the supervisor, decided by the manager, published for everybody; corrected, never overwritten. */
function ServiceReport({ month, again }: { month: MonthFactsFragment; again(): void }) {
  const { t } = useTranslation();
  const { has, departmentName } = useCompany();
  const input = { centre: month.centre, month: month.month };
  const last = month.reports.at(-1);
  const supervisor = has('CS_SUPERVISOR');
  const first = supervisor && !last;
  const [{ data: suggested, fetching }] = useQuery({ query: SuggestedIssuesDocument, variables: { centre: month.centre, month: month.month }, pause: !first });
  if (!supervisor && !has('MANAGER')) return null;
  // What may have a common cause stands in the first draft already: who writes it decides what of it is told.
  const issues = suggested?.monthEnd?.suggestedIssues.map((one) => ({
    title: [one.building && t('month.building', { building: one.building }), word('Criterion', one.criterion)].filter(Boolean).join(' '),
    raised: t('month.raisedBy', { count: one.complaints.length, department: departmentName(one.department) }),
    complaints: [...one.complaints],
  }));
  return (
    <div style={{ marginTop: 12 }}>
      {last && (
        <p>
          {t('month.reports')} {last.version} · {word('ReportState', last.state)} · {last.text.title} <span className="quiet">{last.returned?.reason}</span>
        </p>
      )}
      <div className="commands">
        {supervisor && last?.state !== 'APPROVED' && !(first && fetching) && (
          <Action
            name="draftServiceReport"
            fixed={{ input }}
            centre={month.centre}
            preset={last ? { report: { ...last.text, correction: undefined, issues: last.text.issues.map((one) => ({ ...one, complaints: [...one.complaints] })) } } : { report: { issues: issues ?? [] } }}
            done={again}
          />
        )}
        {has('MANAGER') && last?.state === 'DRAFTED' && (
          <>
            <Action name="approveServiceReport" fixed={{ input }} type="primary" done={again} />
            <Action name="returnServiceReport" fixed={{ input }} done={again} />
          </>
        )}
        {supervisor && last?.state === 'APPROVED' && <Action name="publishServiceReport" fixed={{ input }} type="primary" done={again} />}
      </div>
    </div>
  );
}

const FLOW = ['openAtStart', 'received', 'imported', 'transferredIn', 'reopened', 'closed', 'withdrawn', 'merged', 'voided', 'transferredOut', 'openAtEnd'] as const;
const figureName = (name: string) => name.replace(/([A-Z])/g, '_$1').toUpperCase() as Figure;

/** As known at the cut-off, beside the month and the year before; what has changed since is said. */
function Figures({ now, before, yearBefore, later, open }: { now: CountedFragment; before: CountedFragment | null; yearBefore: CountedFragment | null; later: CountedFragment | null; open(opened: Opened): void }) {
  const { t } = useTranslation();
  const { departmentName } = useCompany();
  const rate = (value: number | null) => (value === null ? '–' : `${Math.round(value * 1000) / 10} %`);
  const keyed = (type: string | null, key: string | null) => (key === null ? t('month.unjudged') : type ? word(type, key) : departmentName(key));
  const bars = useMemo(
    () => ({
      labels: now.byClassification.map((one) => keyed('Classification', one.key)),
      series: [
        { name: t('month.this'), values: now.byClassification.map((one) => one.count) },
        ...(before ? [{ name: t('month.before'), values: now.byClassification.map((one) => before.byClassification.find((b) => b.key === one.key)?.count ?? 0) }] : []),
      ],
    }),
    [now, before, t],
  );
  const flow = FLOW.filter((one) => now.flow[one] > 0 || one === 'openAtStart' || one === 'received' || one === 'closed' || one === 'openAtEnd');
  const changed = later && JSON.stringify(later) !== JSON.stringify(now);
  return (
    <>
      <div className="figures">
        {flow.map((one) => (
          <button key={one} type="button" className="figure" onClick={() => open({ figure: figureName(one), title: t(`flowing.${one}`) })}>
            <span>{t(`flowing.${one}`)}</span>
            <b>{now.flow[one]}</b>
            <span className="hint">
              {before && t('month.compared', { before: before.flow[one] })} {yearBefore && t('month.comparedYear', { before: yearBefore.flow[one] })}
            </span>
          </button>
        ))}
        <button type="button" className="figure" onClick={() => open({ figure: 'VISITED', title: t('flowing.visited') })}>
          <span>{t('flowing.visited')}</span>
          <b>{rate(now.visits.rate)}</b>
          <span className="hint">{t('month.owed', { count: now.visits.owed })}</span>
        </button>
        <button type="button" className="figure" onClick={() => open({ figure: 'SATISFACTION', title: t('flowing.satisfaction') })}>
          <span>{t('flowing.satisfaction')}</span>
          <b>{now.satisfaction.mean === null ? '–' : now.satisfaction.mean.toFixed(2)}</b>
          <span className="hint">{t('month.answers', { count: now.satisfaction.answers })}</span>
        </button>
        <div className="figure">
          <span>{t('flowing.perThousand')}</span>
          <b>{now.receivedPerThousandHouseholds ?? '–'}</b>
        </div>
      </div>
      {changed && <p className="hint">{t('month.changedSince')}</p>}
      <div className="two">
        <section className="panel" aria-label={t('month.byClassification')}>
          <h2>{t('month.byClassification')}</h2>
          <Suspense fallback={null}>
            <Chart
              bars={bars}
              title={t('month.byClassification')}
              open={(n) => open({ figure: 'BY_CLASSIFICATION', itsKey: now.byClassification[n]?.key, title: bars.labels[n] ?? '' })}
            />
          </Suspense>
        </section>
        <section className="panel" aria-label={t('month.byDepartment')}>
          <h2>{t('month.byDepartment')}</h2>
          <Table
            size="small"
            pagination={false}
            rowKey={(one) => one.key ?? ''}
            dataSource={now.byDepartment}
            columns={[
              { title: t('field.department'), render: (_, one) => keyed(null, one.key) },
              {
                title: t('month.count'),
                align: 'right',
                render: (_, one) => (
                  <Button type="link" size="small" onClick={() => open({ figure: 'BY_DEPARTMENT', itsKey: one.key, title: keyed(null, one.key) })}>
                    {one.count}
                  </Button>
                ),
              },
            ]}
          />
        </section>
      </div>
      <section className="panel" aria-label={t('month.promises')}>
        <h2>{t('month.promises')}</h2>
        <Table
          size="small"
          pagination={false}
          rowKey="promise"
          dataSource={now.promises}
          columns={[
            { title: t('field.promise'), render: (_, one) => word('PromiseKind', one.promise) },
            {
              title: t('month.met'),
              align: 'right',
              render: (_, one) => (
                <Button type="link" size="small" onClick={() => open({ figure: 'PROMISES_MET', itsKey: one.promise, title: word('PromiseKind', one.promise) })}>
                  {one.met}
                </Button>
              ),
            },
            {
              title: t('month.missed'),
              align: 'right',
              render: (_, one) => (
                <Button type="link" size="small" onClick={() => open({ figure: 'PROMISES_MISSED', itsKey: one.promise, title: word('PromiseKind', one.promise) })}>
                  {one.missed}
                </Button>
              ),
            },
            { title: t('month.rate'), align: 'right', render: (_, one) => rate(one.rate) },
            { title: t('month.before'), align: 'right', render: (_, one) => rate(before?.promises.find((b) => b.promise === one.promise)?.rate ?? null) },
          ]}
        />
      </section>
    </>
  );
}

/** The complaints and events that a figure counts, where each stands in the log. */
function Behind({ centre, month, opened, close }: { centre: string; month: string; opened: Opened; close(): void }) {
  const { zone } = useCompany();
  const [after, setAfter] = useState<(string | null)[]>([null]);
  const [{ data, fetching }] = useQuery({ query: BehindDocument, variables: { centre, month, figure: opened.figure, key: opened.itsKey, after: after.at(-1) ?? null } });
  const page = data?.monthEnd?.behind;
  return (
    <Drawer open onClose={close} width={520} title={opened.title}>
      {fetching && !page && <Waiting />}
      {page?.nodes.length === 0 && <Nothing words="month.nothingBehind" />}
      <ul style={{ listStyle: 'none', padding: 0 }}>
        {page?.nodes.map((one) => (
          <li key={`${one.position}${one.complaint}${one.month}`} className="promise row spread">
            {one.number ? <Link to={`/case/${one.number}`}>{one.number}</Link> : <span>{one.month ?? one.forumPost}</span>}
            <span className="quiet">
              {one.recordedAt && <At at={one.recordedAt} zone={zone(centre)} />} #{one.position}
            </span>
          </li>
        ))}
      </ul>
      <Paging after={after} setAfter={setAfter} end={page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null} />
    </Drawer>
  );
}
