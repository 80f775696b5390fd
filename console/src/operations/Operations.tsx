import { Alert, App, Button, Popconfirm, Progress, Table } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMutation, useQuery } from 'urql';
import { Action } from '../app/Action';
import { Chip, type Tone } from '../app/Chip';
import { useCompany } from '../app/company';
import { Paging } from '../app/Paging';
import { word } from '../app/schema';
import { Nothing, Problem, Waiting } from '../app/states';
import { At } from '../app/time';
import { OperationsDocument, type OperationsQuery, ReplayDocument } from '../generated/graphql';

type Machine = OperationsQuery['machine'];

const LOOK_EVERY = 5_000;
const LOOK_EVERY_WHILE_REPLAYING = 1_000;
/** Fewer events than are taken in at once: no sign of anything. */
const NEAR = 1_000;
/** Clocks are looked at each second. */
const CLOCKS_LATE = 30_000;
const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
const DISK_LOW = 2 * GIB;

/** How the machine is, for who administers: each line says whether it is well, and what to do where it is not. */
export default function Operations() {
  const { t } = useTranslation();
  const [after, setAfter] = useState<(string | null)[]>([null]);
  const [{ data, fetching, error }, again] = useQuery({ query: OperationsDocument, variables: { after: after.at(-1) ?? null } });
  const replaying = data?.replay.running ?? false;
  useEffect(() => {
    const timer = setInterval(() => again({ requestPolicy: 'network-only' }), replaying ? LOOK_EVERY_WHILE_REPLAYING : LOOK_EVERY);
    return () => clearInterval(timer);
  }, [again, replaying]);
  if (error && !data) return <Problem error={error} again={again} />;
  if (!data) return fetching ? <Waiting /> : null;
  const refresh = () => again({ requestPolicy: 'network-only' });
  return (
    <div className="page">
      <div className="row spread">
        <h1>{t('place.operations')}</h1>
        <span className="hint">
          {t('operations.at')} <Moment at={data.machine.at} />
        </span>
      </div>
      {error && <Alert type="warning" showIcon banner message={t('problem.stale')} />}
      <div className="two">
        <div>
          <Health data={data} />
          <Tasks tasks={data.machine.tasks} />
        </div>
        <div>
          <Replay replay={data.replay} done={refresh} />
          <Deliveries deliveries={data.noticeDeliveries} done={refresh} />
          <Host host={data.machine.host} log={data.machine.log} />
        </div>
      </div>
      <DeadLetters letters={data.deadLetters} count={data.machine.deadLetters} after={after} setAfter={setAfter} />
    </div>
  );
}

function Moment({ at }: { at: string }) {
  const { zone } = useCompany();
  return <At at={at} zone={zone(null)} />;
}

const size = (bytes: number): string => (bytes >= GIB ? `${(bytes / GIB).toFixed(1)} GiB` : `${Math.round(bytes / MIB)} MiB`);

function Health({ data }: { data: OperationsQuery }) {
  const { t } = useTranslation();
  const { machine, noticeDeliveries } = data;
  const { overdue, since } = machine.clocks;
  const clocksLate = !!since && Date.parse(machine.at) - Date.parse(since) > CLOCKS_LATE;
  const lines: { what: string; tone: Tone; state: string; more?: string }[] = [
    ...machine.followers.map((one) => ({
      what: t(`operations.followers.${one.name}`, { defaultValue: one.name }),
      tone: one.behind > NEAR ? ('warn' as const) : ('good' as const),
      state: one.behind > NEAR ? t('operations.behind', { count: one.behind }) : t('operations.upToDate'),
      more: `#${one.position}`,
    })),
    { what: t('operations.clocks'), tone: clocksLate ? 'bad' : 'good', state: clocksLate ? t('operations.overdue', { count: overdue }) : t('operations.inTime') },
    {
      what: t('operations.deadLetters'),
      tone: machine.deadLetters > 0 ? 'bad' : 'good',
      state: machine.deadLetters > 0 ? t('operations.letters', { count: machine.deadLetters }) : t('operations.none'),
    },
    {
      what: t('operations.deliveries'),
      tone: noticeDeliveries.failed > 0 ? 'bad' : 'good',
      state: noticeDeliveries.failed > 0 ? t('operations.givenUp', { count: noticeDeliveries.failed }) : t('operations.waiting', { count: noticeDeliveries.pending }),
    },
    { what: t('operations.disk'), tone: machine.host.diskFree < DISK_LOW ? 'bad' : 'good', state: t('operations.free', { size: size(machine.host.diskFree) }) },
  ];
  return (
    <section className="panel" aria-label={t('operations.health')}>
      <h2>{t('operations.health')}</h2>
      {lines.map(({ what, tone, state, more }) => (
        <div key={what} className="promise row spread">
          <span>{what}</span>
          <span className="row">
            <span className="quiet">{more}</span>
            <Chip tone={tone}>
              <span aria-hidden="true">{tone === 'good' ? '✓ ' : tone === 'bad' ? '✕ ' : '! '}</span>
              {state}
            </Chip>
          </span>
        </div>
      ))}
    </section>
  );
}

function Tasks({ tasks }: { tasks: Machine['tasks'] }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-label={t('operations.tasks')}>
      <h2>{t('operations.tasks')}</h2>
      <Table
        size="small"
        rowKey="name"
        pagination={false}
        dataSource={[...tasks]}
        scroll={{ x: 480 }}
        columns={[
          { title: t('operations.task'), render: (_, one) => t(`operations.taskNames.${one.name}`, { defaultValue: one.name }) },
          { title: t('operations.lastSuccess'), width: 140, render: (_, one) => one.lastSuccess && <Moment at={one.lastSuccess} /> },
          {
            title: t('field.state'),
            width: 150,
            render: (_, one) =>
              one.failures > 0 ? <Chip tone="bad">✕ {t('operations.failures', { count: one.failures })}</Chip> : <Chip tone="good">✓ {t('operations.well')}</Chip>,
          },
        ]}
      />
    </section>
  );
}

/** The read tables made anew from the log: for after a fault, at any time, while people go on working. */
function Replay({ replay, done }: { replay: OperationsQuery['replay']; done(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [{ fetching }, begin] = useMutation(ReplayDocument);
  const share = replay.head > 0 ? Math.floor((Math.max(0, replay.position) / replay.head) * 100) : 0;
  return (
    <section className="panel" aria-label={t('operations.replay')}>
      <h2>{t('operations.replay')}</h2>
      <p className="hint">{t('operations.replayHow')}</p>
      {replay.running && <Progress percent={share} status="active" aria-label={t('operations.replay')} />}
      {!replay.running && replay.startedAt && (
        <p role="status">
          {replay.fault ? <Chip tone="bad">✕ {t('operations.replayFailed', { fault: replay.fault })}</Chip> : t('operations.replayed', { seconds: replay.seconds.toFixed(1) })}{' '}
          <span className="quiet">
            <Moment at={replay.startedAt} />
          </span>
        </p>
      )}
      <Popconfirm
        title={t('operations.replaySure')}
        okText={t('operations.replayBegin')}
        cancelText={t('cancel')}
        onConfirm={() =>
          void begin({}).then(({ error }) => {
            if (error) void message.error(error.graphQLErrors.map((one) => one.message).join('\n') || t('noAnswer'));
            done();
          })
        }
      >
        <Button loading={fetching} disabled={replay.running}>
          {t('operations.replayBegin')}
        </Button>
      </Popconfirm>
    </section>
  );
}

function Deliveries({ deliveries, done }: { deliveries: OperationsQuery['noticeDeliveries']; done(): void }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-label={t('operations.deliveries')}>
      <div className="row spread">
        <h2>{t('operations.deliveries')}</h2>
        {deliveries.failed > 0 && <Action name="retryDeliveries" done={done} />}
      </div>
      <p>
        {t('operations.waiting', { count: deliveries.pending })}
        {deliveries.failed > 0 && ` · ${t('operations.givenUp', { count: deliveries.failed })}`}
      </p>
      {deliveries.nodes.map((one) => (
        <div key={one.id} className="promise">
          <div className="row spread">
            <span>
              {word('DeliveryChannel', one.channel)} {one.target}
            </span>
            <span className="quiet">
              <Moment at={one.createdAt} />
            </span>
          </div>
          <div className="hint">{one.fault}</div>
        </div>
      ))}
    </section>
  );
}

function Host({ host, log }: { host: Machine['host']; log: Machine['log'] }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-label={t('operations.host')}>
      <h2>{t('operations.host')}</h2>
      <dl className="facts">
        <dt>{t('product')}</dt>
        <dd>{host.version}</dd>
        <dt>Java</dt>
        <dd>{host.java}</dd>
        <dt>PostgreSQL</dt>
        <dd>{host.database}</dd>
        <dt>{t('operations.since')}</dt>
        <dd>
          <Moment at={host.startedAt} />
        </dd>
        <dt>{t('operations.heap')}</dt>
        <dd>
          {size(host.heapUsed)} / {size(host.heapAtMost)}
        </dd>
        <dt>{t('operations.log')}</dt>
        <dd>{t('operations.events', { count: log.events, size: size(log.bytes) })}</dd>
      </dl>
    </section>
  );
}

interface Letters {
  letters: OperationsQuery['deadLetters'];
  count: number;
  after: (string | null)[];
  setAfter(after: (string | null)[]): void;
}

function DeadLetters({ letters, count, after, setAfter }: Letters) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-label={t('operations.deadLetters')}>
      <h2>{t('operations.deadLetters')}</h2>
      {count === 0 && <Nothing words="operations.noLetters" />}
      {count > 0 && (
        <>
          <p className="hint">{t('operations.lettersHow')}</p>
          <Table
            size="small"
            rowKey="position"
            pagination={false}
            dataSource={[...letters.nodes]}
            scroll={{ x: 760 }}
            columns={[
              { title: '#', dataIndex: 'position', width: 100 },
              { title: t('operations.of'), width: 320, render: (_, one) => (one.number ? <Link to={`/case/${one.number}`}>{one.number}</Link> : one.stream) },
              { title: t('operations.event'), dataIndex: 'name', width: 200 },
              { title: t('operations.why'), dataIndex: 'error', ellipsis: true },
            ]}
          />
          <Paging after={after} setAfter={setAfter} end={letters.pageInfo.hasNextPage ? letters.pageInfo.endCursor : null} />
        </>
      )}
    </section>
  );
}
