import { DatePicker, Form } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useCompany } from '../app/company';
import { word } from '../app/schema';
import { Waiting } from '../app/states';
import { At, inZone } from '../app/time';
import { CaseThenDocument, LooksDocument } from '../generated/graphql';

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

/** A complaint at a past moment, on both axes: what had happened by one, of what had been recorded by another. */
export function Past({ number, zone, receivedAt }: { number: string; zone: string; receivedAt: string }) {
  const { t } = useTranslation();
  const { departmentName } = useCompany();
  const [at, setAt] = useState<Dayjs>(() => dayjs().tz(zone));
  const [knownAt, setKnownAt] = useState<Dayjs | null>(null);
  const moment = (value: Dayjs) => inZone(value, zone);
  const [{ data, fetching }] = useQuery({
    query: CaseThenDocument,
    variables: { number, asOf: { at: moment(at), knownAt: knownAt ? moment(knownAt) : undefined } },
  });
  const then = data?.complaint;
  const within = (day: Dayjs) => day.isAfter(dayjs()) || day.isBefore(dayjs(receivedAt).subtract(1, 'day'));
  return (
    <>
      <Form layout="vertical">
        <Form.Item label={t('past.at')}>
          <DatePicker aria-label={t('past.at')} showTime format="YYYY-MM-DD HH:mm:ss" allowClear={false} value={at} disabledDate={within} onChange={(value) => value && setAt(value)} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item label={t('past.knownAt')}>
          <DatePicker aria-label={t('past.knownAt')} showTime format="YYYY-MM-DD HH:mm:ss" value={knownAt} disabledDate={within} onChange={setKnownAt} style={{ width: '100%' }} />
        </Form.Item>
      </Form>
      {fetching && !data && <Waiting />}
      {data && !then && <p role="status">{t('past.notYet')}</p>}
      {then && (
        <>
          <p role="status">
            <b>{t('past.then', { state: word('ComplaintState', then.state) })}</b>
          </p>
          <p className="quiet">
            {[word('Classification', then.judgement?.classification), word('Criterion', then.judgement?.criterion), word('Severity', then.judgement?.severity), departmentName(then.routing?.department)]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {then.promises.map((one) => (
            <div key={one.promise + one.n} className="promise row spread">
              <span>{word('PromiseKind', one.promise)}</span>
              <span>
                <b>{word('Verdict', one.verdict)}</b> <span className="quiet"><At at={one.due} zone={zone} /></span>
              </span>
            </div>
          ))}
        </>
      )}
    </>
  );
}
