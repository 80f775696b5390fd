import { Segmented, Table } from 'antd';
import dayjs from 'dayjs';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useCompany } from '../app/company';
import { word } from '../app/schema';
import { Nothing, Problem } from '../app/states';
import { type DepartmentsQuery, DepartmentsDocument } from '../generated/graphql';

type Kept = DepartmentsQuery['punctuality'][number];

const SPANS = [7, 30, 90, 365];

interface Row {
  department: string | null;
  met: number;
  missed: number;
  kinds: Kept[];
}

/** §4.6.4: how each department keeps its promises; what was missed opens its complaints. */
export function Departments({ centre }: { centre: string | undefined }) {
  const { t } = useTranslation();
  const { zone, departmentName } = useCompany();
  const [asked, ask] = useSearchParams();
  const days = Number(asked.get('days') ?? 30);
  const here = zone(centre);
  const [from, until] = useMemo(() => {
    const today = dayjs().tz(here);
    return [today.subtract(days - 1, 'day').format('YYYY-MM-DD'), today.add(1, 'day').format('YYYY-MM-DD')];
  }, [here, days]);
  const [{ data, fetching, error }, again] = useQuery({ query: DepartmentsDocument, variables: { centre, from, until } });
  const rows = useMemo(() => byDepartment(data?.punctuality ?? []), [data]);
  return (
    <section aria-label={t('boards.departments')}>
      <div className="row" style={{ marginBottom: 12 }}>
        <Segmented
          aria-label={t('boards.days')}
          value={days}
          onChange={(value) => {
            const next = new URLSearchParams(asked);
            next.set('days', String(value));
            ask(next);
          }}
          options={SPANS.map((value) => ({ value, label: t('boards.lastDays', { count: value }) }))}
        />
        <span className="hint">{t('boards.departmentsHow')}</span>
      </div>
      {error && !data && <Problem error={error} again={again} />}
      <Table<Row>
        rowKey={(one) => one.department ?? ''}
        size="middle"
        loading={fetching}
        dataSource={rows}
        pagination={false}
        scroll={{ x: 640 }}
        locale={{ emptyText: <Nothing words="boards.noVerdicts" /> }}
        expandable={{ columnTitle: <span className="unseen">{t('boards.promises')}</span>, expandedRowRender: (one) => <Kinds kinds={one.kinds} />, expandRowByClick: true }}
        columns={[
          { title: t('field.department'), render: (_, one) => departmentName(one.department) || t('boards.unrouted') },
          { title: t('month.met'), align: 'right', width: 110, dataIndex: 'met' },
          { title: t('month.missed'), align: 'right', width: 110, dataIndex: 'missed' },
          { title: t('month.rate'), width: 240, render: (_, one) => <Rate met={one.met} missed={one.missed} /> },
        ]}
      />
    </section>
  );
}

/** The least punctual first. */
function byDepartment(kept: readonly Kept[]): Row[] {
  const rows = new Map<string | null, Row>();
  for (const one of kept) {
    const row = rows.get(one.department) ?? { department: one.department, met: 0, missed: 0, kinds: [] };
    row.met += one.met;
    row.missed += one.missed;
    row.kinds.push(one);
    rows.set(one.department, row);
  }
  return [...rows.values()].sort((one, other) => rate(one) - rate(other) || other.missed - one.missed);
}

const rate = ({ met, missed }: { met: number; missed: number }): number => met / (met + missed);

function Rate({ met, missed }: { met: number; missed: number }) {
  const percent = Math.round(rate({ met, missed }) * 1000) / 10;
  return (
    <span className="row" style={{ gap: 8, flexWrap: 'nowrap' }}>
      <span style={{ width: 60, textAlign: 'right' }}>{percent} %</span>
      <span className="bar met" style={{ flex: 1 }} aria-hidden="true">
        <span style={{ width: `${percent}%` }} />
      </span>
    </span>
  );
}

function Kinds({ kinds }: { kinds: readonly Kept[] }) {
  const { t } = useTranslation();
  return (
    <>
      {[...kinds]
        .sort((one, other) => rate(one) - rate(other))
        .map((one) => (
          <div key={one.promise} className="promise">
            <div className="row spread">
              <span>{word('PromiseKind', one.promise)}</span>
              <span>
                {t('month.met')} {one.met} · {t('month.missed')} {one.missed}
              </span>
            </div>
            {one.missedOnes.length > 0 && (
              <div className="row hint" style={{ gap: '2px 12px' }}>
                {one.missedOnes.map((number) => (
                  <Link key={number} to={`/case/${number}`}>
                    {number}
                  </Link>
                ))}
              </div>
            )}
          </div>
        ))}
    </>
  );
}
