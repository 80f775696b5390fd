import { Alert, Button, Form, Input, Radio } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Client, fetchExchange, type TypedDocumentNode, useClient, useQuery, Provider } from 'urql';
import type { Refusal } from '../app/client';
import { Refusals } from '../app/refusals';
import { word } from '../app/schema';
import { Waiting } from '../app/states';
import { At, Due } from '../app/time';
import { type ComplaintState, MyReceiptDocument, OwnerAppealsDocument, OwnerRaisesAgainDocument, OwnerRatesDocument, OwnerWithdrawsDocument } from '../generated/graphql';

const ZONE = 'Asia/Shanghai';

/** What the owner sees with the secret of the slip, which stands behind the hash: the state of that one complaint, nothing personal. */
export default function Receipt() {
  const [secret] = useState(() => location.hash.slice(1));
  const client = useMemo(
    () =>
      new Client({
        url: '/graphql',
        preferGetMethod: false,
        exchanges: [fetchExchange],
        fetchOptions: { headers: { Authorization: `Receipt ${secret}` }, credentials: 'omit' },
      }),
    [secret],
  );
  return (
    <Provider value={client}>
      <main className="page" style={{ maxWidth: 640, margin: '0 auto' }}>
        <State complaint={secret.split('.')[0] ?? ''} />
      </main>
    </Provider>
  );
}

type Act = 'again' | 'appeal' | 'rate' | 'withdraw';

const ACTS: Act[] = ['again', 'appeal', 'rate', 'withdraw'];
const GONE: ComplaintState[] = ['MERGED', 'VOIDED'];
const UNHANDLED: ComplaintState[] = ['RECEIVED', 'JUDGED', 'ROUTED', 'MEASURES_PLANNED', 'WITHDRAWN'];
/** What makes no sense as it stands; all else is decided by the complaint's own rules. */
const NOT_IN: Record<Act, ComplaintState[]> = {
  again: GONE,
  appeal: [...GONE, 'RECEIVED', 'CLOSED', 'WITHDRAWN'],
  rate: [...GONE, ...UNHANDLED],
  withdraw: [...GONE, 'CLOSED', 'WITHDRAWN'],
};

function State({ complaint }: { complaint: string }) {
  const { t, i18n } = useTranslation();
  const [{ data, fetching }, again] = useQuery({ query: MyReceiptDocument });
  const [doing, setDoing] = useState<Act | null>(null);
  const [done, setDone] = useState<Act | null>(null);
  if (fetching && !data) return <Waiting />;
  const receipt = data?.receipt;
  if (!receipt) return <Alert type="warning" showIcon message={t('receipt.unknown')} description={t('receipt.unknownHow')} />;
  const open = receipt.promises.filter((one) => one.verdict === 'OPEN');
  return (
    <>
      <div className="row spread">
        <h1>{t('receipt.title')}</h1>
        <Button type="text" onClick={() => void i18n.changeLanguage(i18n.language.startsWith('en') ? 'zh-CN' : 'en')}>
          {i18n.language.startsWith('en') ? '中文' : 'English'}
        </Button>
      </div>
      <section className="panel">
        <h2>{receipt.number}</h2>
        <p style={{ fontSize: 18, margin: '4px 0' }}>{word('ComplaintState', receipt.state)}</p>
        <p className="quiet">
          {t('case.received')} <At at={receipt.receivedAt} zone={ZONE} />
        </p>
        {open.length > 0 && <h2>{t('receipt.promised')}</h2>}
        {open.map((one) => (
          <div key={one.promise} className="promise row spread">
            <span>{word('PromiseKind', one.promise)}</span>
            <Due due={one.due} missed={false} zone={ZONE} />
          </div>
        ))}
      </section>
      {done && <Alert type="success" showIcon message={t(`receipt.done.${done}`)} style={{ marginBottom: 16 }} />}
      {doing ? (
        <Doing
          act={doing}
          complaint={complaint}
          cancel={() => setDoing(null)}
          done={() => {
            setDone(doing);
            setDoing(null);
            again({ requestPolicy: 'network-only' });
          }}
        />
      ) : (
        <div className="commands">
          {ACTS.filter((act) => !NOT_IN[act].includes(receipt.state)).map((act) => (
            <Button key={act} onClick={() => setDoing(act)}>
              {t(`receipt.${act}`)}
            </Button>
          ))}
        </div>
      )}
      <p className="hint">{t('receipt.keep')}</p>
    </>
  );
}

type Answered = Record<string, { userErrors: Refusal[] }>;

function Doing({ act, complaint, cancel, done }: { act: Act; complaint: string; cancel(): void; done(): void }) {
  const { t } = useTranslation();
  const client = useClient();
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [busy, setBusy] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const reasoned = act === 'withdraw' || act === 'appeal';
  const label = t(reasoned ? 'field.reason' : 'receipt.words');
  const send = async (values: { words?: string; reason?: string; satisfaction?: number }) => {
    setBusy(true);
    const document = { again: OwnerRaisesAgainDocument, appeal: OwnerAppealsDocument, withdraw: OwnerWithdrawsDocument, rate: OwnerRatesDocument }[act] as unknown as TypedDocumentNode<Answered>;
    const { data } = await client.mutation(document, { complaint, input: values, act: { key } }).toPromise();
    setBusy(false);
    const answer = data && Object.values(data).find((one) => typeof one === 'object');
    if (!answer) setRefusals([{ code: 'NO_ANSWER', clause: '', field: null, messageZh: t('noAnswer', { lng: 'zh-CN' }), messageEn: t('noAnswer', { lng: 'en' }) }]);
    else if (answer.userErrors.length > 0) setRefusals(answer.userErrors);
    else done();
  };
  return (
    <section className="panel">
      <h2>{t(`receipt.${act}`)}</h2>
      {act === 'withdraw' && <Alert type="warning" showIcon message={t('receipt.withdrawing')} style={{ marginBottom: 12 }} />}
      <Refusals refusals={refusals} />
      <Form layout="vertical" onFinish={(values) => void send(values)}>
        {act === 'rate' && (
          <Form.Item name="satisfaction" label={t('field.satisfaction')} rules={[{ required: true, message: t('needed', { field: t('field.satisfaction') }) }]}>
            <Radio.Group optionType="button" options={[1, 2, 3, 4, 5].map((value) => ({ value, label: `${value} ${t(`score.${value}`)}` }))} />
          </Form.Item>
        )}
        <Form.Item
          name={reasoned ? 'reason' : 'words'}
          label={label}
          rules={act === 'rate' ? [] : [{ required: true, message: t('needed', { field: label }) }]}
        >
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} />
        </Form.Item>
        <div className="row">
          <Button onClick={cancel}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={busy}>
            {t(`receipt.${act}`)}
          </Button>
        </div>
      </Form>
    </section>
  );
}
