import { Alert, App, Button, Form, Input, Modal, Progress, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useClient, useQuery } from 'urql';
import { forgeryToken, type Refusal } from '../app/client';
import { useCompany } from '../app/company';
import { Refusals } from '../app/refusals';
import { At } from '../app/time';
import { ArchiveRecordDocument, type MonthFactsFragment, ToArchiveDocument } from '../generated/graphql';

/** Long and of words that nobody could guess from one another. */
const invented = () =>
  Array.from(crypto.getRandomValues(new Uint32Array(5)), (value) => value.toString(36).padStart(7, '0')).join('-');

/** What the quality department does with a month's records: takes them in, and takes them out as one package. */
export function Archive({ month, again }: { month: MonthFactsFragment; again(): void }) {
  const { t } = useTranslation();
  const { personName, zone, has } = useCompany();
  const keeps = has('QUALITY');
  const { message } = App.useApp();
  const client = useClient();
  const [{ data }, look] = useQuery({ query: ToArchiveDocument, variables: { centre: month.centre, after: null }, pause: !keeps });
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [done, setDone] = useState<number | null>(null);
  const [asking, setAsking] = useState(false);
  const waiting = data?.queue.nodes ?? [];

  const takeAll = async () => {
    const broken: Refusal[] = [];
    for (const [n, one] of waiting.entries()) {
      setDone(n);
      const result = await client.mutation(ArchiveRecordDocument, { complaint: one.complaint, act: { key: crypto.randomUUID() } }).toPromise();
      broken.push(...(result.data?.archiveRecord.userErrors ?? []));
    }
    setDone(null);
    setRefusals(broken);
    void message.success(t('archive.taken', { count: waiting.length - broken.length }));
    look({ requestPolicy: 'network-only' });
  };
  return (
    <section className="panel" aria-label={t('archive.title')}>
      <h2>{t('archive.title')}</h2>
      <Refusals refusals={refusals} />
      {keeps && <p role="status">{t('archive.waiting', { count: data?.queue.pageInfo.hasNextPage ? '100+' : waiting.length })}</p>}
      {!keeps && month.archives.length === 0 && <p className="quiet">{t('archive.noneYet')}</p>}
      {done !== null && <Progress percent={Math.round((done / waiting.length) * 100)} aria-label={t('archive.takeAll')} />}
      <p className="hint">
        {waiting.slice(0, 12).map((one) => (
          <Link key={one.complaint} to={`/case/${one.number}`} style={{ marginRight: 12 }}>
            {one.number}
          </Link>
        ))}
      </p>
      <div className="commands">
        {waiting.length > 0 && (
          <Button loading={done !== null} onClick={() => void takeAll()}>
            {t('archive.takeAll')}
          </Button>
        )}
        {keeps && month.handover && (
          <Button type="primary" onClick={() => setAsking(true)}>
            {t('archive.export')}
          </Button>
        )}
      </div>
      {month.archives.map((one) => (
        <div key={one.manifest} className="promise">
          {t('archive.made', { count: one.complaints })} <At at={one.at} zone={zone(month.centre)} /> {personName(one.by)}
          <div className="hint">
            SHA-256 <Typography.Text code copyable style={{ overflowWrap: 'anywhere' }}>{one.manifest}</Typography.Text>
          </div>
        </div>
      ))}
      {asking && (
        <Export
          month={month}
          close={() => {
            setAsking(false);
            again();
          }}
        />
      )}
    </section>
  );
}

function Export({ month, close }: { month: MonthFactsFragment; close(): void }) {
  const { t } = useTranslation();
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [busy, setBusy] = useState(false);
  const [suggested] = useState(invented);
  const download = async ({ passphrase }: { passphrase: string }) => {
    setBusy(true);
    setRefusals([]);
    try {
      const response = await fetch(`/archives/${month.centre}/${month.month}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...forgeryToken() },
        body: JSON.stringify({ passphrase }),
      });
      if (!response.ok) throw await response.json();
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await response.blob());
      link.download = `${month.centre}-${month.month}-archive.zip`;
      link.click();
      URL.revokeObjectURL(link.href);
      close();
    } catch (refusal) {
      const known = refusal as Partial<Refusal>;
      setRefusals([
        known.code
          ? (known as Refusal)
          : { code: 'NO_ANSWER', clause: '', field: null, messageZh: t('noAnswer', { lng: 'zh-CN' }), messageEn: t('noAnswer', { lng: 'en' }) },
      ]);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open onCancel={close} title={t('archive.export')} footer={null}>
      <Alert type="info" showIcon message={t('archive.how')} style={{ marginBottom: 12 }} />
      <Refusals refusals={refusals} />
      <Form layout="vertical" initialValues={{ passphrase: suggested }} onFinish={(values) => void download(values)}>
        <Form.Item name="passphrase" label={t('archive.passphrase')} rules={[{ required: true, min: 20, max: 200, message: t('needed', { field: t('archive.passphrase') }) }]}>
          <Input autoComplete="off" maxLength={200} />
        </Form.Item>
        {busy && <p role="status">{t('archive.making')}</p>}
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('archive.download')}
        </Button>
      </Form>
    </Modal>
  );
}
