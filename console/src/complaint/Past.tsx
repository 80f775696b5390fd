import { DatePicker, Slider } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useCompany } from '../app/company';
import { word } from '../app/schema';
import { Waiting } from '../app/states';
import { At, clock, inZone, useDelayed } from '../app/time';
import { type CaseFactsFragment, CaseThenDocument, LooksDocument } from '../generated/graphql';
import { useHistory } from './history';

/** For the auditor: who read what is personal in it. */
export function Looks({ complaint, zone }: { complaint: string; zone: string }) {
  const { t } = useTranslation();
  const { personName } = useCompany();
  const [{ data, fetching }] = useQuery({ query: LooksDocument, variables: { complaint } });
  const looks = data?.complaint?.looks ?? [];
  if (fetching && !data) return <Waiting />;
  return (
    <ul style={{ listStyle: 'none', padding: 0 }}>
      {looks.length === 0 && <li className="quiet">{t('past.nobody')}</li>}
      {looks.map((one) => (
        <li key={one.at + one.person} className="promise row spread">
          {personName(one.person)}
          <At at={one.at} zone={zone} />
        </li>
      ))}
    </ul>
  );
}

/**
 * A complaint at a past moment, on both axes: what had happened by one, of what had been recorded by another. Each slider
 * stops wherever something happened, or was recorded; any other moment can be typed.
 */
export function Past({ complaint }: { complaint: CaseFactsFragment }) {
  const { t, i18n } = useTranslation();
  const { departmentName } = useCompany();
  const { number } = complaint;
  const history = useHistory(complaint.id, complaint.sequence);
  const [at, setAt] = useState<string | null>(null);
  const [knownAt, setKnownAt] = useState<string | null>(null);
  const happened = useMemo(() => moments(history?.map((one) => one.at)), [history]);
  const recorded = useMemo(() => moments(history?.map((one) => one.recordedAt)), [history]);
  const [now] = useState(() => new Date().toISOString());
  const asked = useDelayed(useMemo(() => ({ at: at ?? now, knownAt: knownAt ?? undefined }), [at, knownAt, now]), 150);
  const [{ data, fetching }] = useQuery({ query: CaseThenDocument, variables: { number, asOf: asked } });
  const then = data?.complaint;
  if (!history) return <Waiting />;
  const english = i18n.language.startsWith('en');
  const by = (moment: string, bound: string | null) => !bound || Date.parse(moment) <= Date.parse(bound);
  const latest = history.filter((one) => by(one.at, at) && by(one.recordedAt, knownAt) && one.name !== 'complaint.promises-observed').at(-1);
  return (
    <>
      <Moment label={t('past.at')} all={t('past.now')} moments={happened} value={at} change={setAt} complaint={complaint} />
      <Moment label={t('past.knownAt')} all={t('past.everything')} moments={recorded} value={knownAt} change={setKnownAt} complaint={complaint} />
      {fetching && !data && <Waiting />}
      {data && !then && <p role="status">{t('past.notYet')}</p>}
      {then && (
        <>
          <p role="status" style={{ marginBottom: 4 }}>
            <b>{t('past.then', { state: word('ComplaintState', then.state) })}</b>
          </p>
          {latest && <p className="hint">{t('past.latest', { what: english ? latest.en : latest.zh })}</p>}
          <Compared
            rows={[
              [t('field.state'), word('ComplaintState', then.state), word('ComplaintState', complaint.state)],
              [t('field.classification'), word('Classification', then.judgement?.classification), word('Classification', complaint.judgement?.classification)],
              [t('field.criterion'), word('Criterion', then.judgement?.criterion), word('Criterion', complaint.judgement?.criterion)],
              [t('field.severity'), word('Severity', then.judgement?.severity), word('Severity', complaint.judgement?.severity)],
              [t('field.department'), departmentName(then.routing?.department), departmentName(complaint.routing?.department)],
              ...complaint.promises.map((one): [string, ReactNode, ReactNode] => {
                const before = then.promises.find((other) => other.promise === one.promise && other.n === one.n);
                return [word('PromiseKind', one.promise) + (one.n > 1 ? ` (${one.n})` : ''), before ? word('Verdict', before.verdict) : t('past.notMade'), word('Verdict', one.verdict)];
              }),
            ]}
          />
        </>
      )}
    </>
  );
}

const moments = (all: string[] | undefined): string[] => [...new Set(all ?? [])].sort((one, other) => Date.parse(one) - Date.parse(other));

/** One axis: a stop for each moment, and after the last of them no bound at all. */
function Moment({ label, all, moments: stops, value, change, complaint }: { label: string; all: string; moments: string[]; value: string | null; change(at: string | null): void; complaint: CaseFactsFragment }) {
  const { t, i18n } = useTranslation();
  const { zone } = complaint;
  const told = (n: number | undefined) => {
    if (n === undefined || n >= stops.length) return all;
    const at = stops[n];
    return at ? clock(at, zone, i18n.language) : t('past.notYet');
  };
  const stop = value === null ? stops.length : stops.filter((one) => Date.parse(one) <= Date.parse(value)).length - 1;
  const outside = (day: Dayjs) => day.isAfter(dayjs()) || day.isBefore(dayjs(complaint.receivedAt).subtract(1, 'day'));
  return (
    <div style={{ marginBottom: 16 }}>
      <div className="row spread">
        <span>{label}</span>
        <DatePicker
          aria-label={label}
          showTime
          format="YYYY-MM-DD HH:mm:ss"
          placeholder={all}
          value={value ? dayjs(value).tz(zone) : null}
          disabledDate={outside}
          onChange={(moment) => change(moment ? inZone(moment, zone) : null)}
          style={{ width: 210 }}
        />
      </div>
      <Slider
        min={-1}
        max={stops.length}
        value={stop}
        onChange={(n) => change(n >= stops.length ? null : n < 0 ? dayjs(stops[0]).subtract(1, 'second').toISOString() : (stops[n] ?? null))}
        tooltip={{ formatter: told, getPopupContainer: (slider) => slider.parentElement ?? slider }}
        ariaLabelForHandle={label}
        ariaValueTextFormatterForHandle={told}
      />
    </div>
  );
}

/** Then beside now; where they differ, it is said and not only shown. */
function Compared({ rows }: { rows: [name: string, then: ReactNode, now: ReactNode][] }) {
  const { t } = useTranslation();
  return (
    <table className="compared">
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">{t('past.what')}</span>
          </th>
          <th scope="col">{t('past.thenColumn')}</th>
          <th scope="col">{t('past.nowColumn')}</th>
        </tr>
      </thead>
      <tbody>
        {rows
          .filter(([, then, now]) => then || now)
          .map(([name, then, now]) => (
            <tr key={name} className={then === now ? undefined : 'differs'}>
              <th scope="row">{name}</th>
              <td>
                {then !== now && <span aria-label={t('past.differs')}>≠ </span>}
                {then || '–'}
              </td>
              <td>{now || '–'}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
