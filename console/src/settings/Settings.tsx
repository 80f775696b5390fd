import { Alert, App, Button, Checkbox, Form, Input, InputNumber, QRCode, Radio, Table, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMutation, useQuery } from 'urql';
import { type Refusal, send } from '../app/client';
import { useCompany } from '../app/company';
import { Refusals } from '../app/refusals';
import { valuesOf, word } from '../app/schema';
import { Nothing } from '../app/states';
import { At } from '../app/time';
import {
  ChooseNoticesDocument,
  EndSessionDocument,
  MakeAccessTokenDocument,
  MarkNoticesReadDocument,
  NoticesDocument,
  type NoticeKind,
  type NoticeWay,
  RevokeAccessTokenDocument,
  SettingsDocument,
  type SettingsQuery,
  UnreadDocument,
} from '../generated/graphql';

export default function Settings() {
  const { t } = useTranslation();
  const [{ data }, again] = useQuery({ query: SettingsDocument });
  const refresh = () => again({ requestPolicy: 'network-only' });
  return (
    <div className="page">
      <h1>{t('settings.title')}</h1>
      <div className="two">
        <Notices />
        <div>
          {data && <Choices settings={data.noticeSettings} done={refresh} />}
          <Password />
          <SecondFactor />
        </div>
      </div>
      {data && <Tokens tokens={data.accessTokens} done={refresh} />}
      {data && <Sessions sessions={data.sessions} done={refresh} />}
    </div>
  );
}

function Notices() {
  const { t, i18n } = useTranslation();
  const { zone } = useCompany();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data }, again] = useQuery({ query: NoticesDocument, variables: { after } });
  const [, unread] = useQuery({ query: UnreadDocument, pause: true });
  const [, read] = useMutation(MarkNoticesReadDocument);
  const english = i18n.language.startsWith('en');
  const notices = data?.notices.nodes ?? [];
  const mark = (ids: string[]) =>
    void read({ notices: ids }).then(() => {
      again({ requestPolicy: 'network-only' });
      unread({ requestPolicy: 'network-only' });
    });
  return (
    <section className="panel" aria-label={t('notices')}>
      <div className="row spread">
        <h2>{t('notices')}</h2>
        {(data?.notices.unread ?? 0) > 0 && <Button onClick={() => mark([])}>{t('settings.allRead')}</Button>}
      </div>
      {data && notices.length === 0 && <Nothing words="settings.noNotices" />}
      {notices.map((one) => (
        <div key={one.id} className="promise">
          <div style={{ fontWeight: one.readAt ? 400 : 600 }}>
            {one.subject.kind === 'COMPLAINT' ? (
              <Link className="plain" to={`/case/${one.subject.name}`} onClick={() => !one.readAt && mark([one.id])}>
                {english ? one.en : one.zh}
              </Link>
            ) : english ? (
              one.en
            ) : (
              one.zh
            )}
          </div>
          <div className="hint">
            {word('NoticeKind', one.kind)} · <At at={one.at} zone={zone(one.centre)} />
          </div>
        </div>
      ))}
      {data?.notices.pageInfo.hasNextPage && <Button onClick={() => setAfter(data.notices.pageInfo.endCursor)}>{t('page.next')}</Button>}
    </section>
  );
}

/** What one is told of, and how; nothing chosen is nothing told. */
function Choices({ settings, done }: { settings: SettingsQuery['noticeSettings']; done(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [mail, setMail] = useState(settings.mail ?? '');
  const [ways, setWays] = useState(() => new Map(settings.ways.map((one) => [one.kind, new Set(one.ways)])));
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [{ fetching }, choose] = useMutation(ChooseNoticesDocument);
  const toggle = (kind: NoticeKind, way: NoticeWay) => {
    const next = new Map(ways);
    const chosen = new Set(next.get(kind) ?? []);
    if (!chosen.delete(way)) chosen.add(way);
    next.set(kind, chosen);
    setWays(next);
  };
  return (
    <section className="panel" aria-label={t('settings.choices')}>
      <h2>{t('settings.choices')}</h2>
      <Refusals refusals={refusals} />
      <Table
        size="small"
        pagination={false}
        rowKey="kind"
        scroll={{ x: 420 }}
        dataSource={valuesOf('NoticeKind').map((kind) => ({ kind: kind as NoticeKind }))}
        columns={[
          { title: t('settings.kind'), render: (_, { kind }) => word('NoticeKind', kind) },
          ...valuesOf('NoticeWay').map((way) => ({
            title: word('NoticeWay', way),
            render: (_: unknown, { kind }: { kind: NoticeKind }) => (
              <Checkbox
                aria-label={`${word('NoticeKind', kind)} ${word('NoticeWay', way)}`}
                checked={ways.get(kind)?.has(way as NoticeWay) ?? false}
                onChange={() => toggle(kind, way as NoticeWay)}
              />
            ),
          })),
        ]}
      />
      <div className="row" style={{ marginTop: 12 }}>
        <Input aria-label={t('settings.mail')} placeholder={t('settings.mail')} value={mail} onChange={(event) => setMail(event.target.value)} style={{ maxWidth: 260 }} maxLength={200} />
        <Button
          type="primary"
          loading={fetching}
          onClick={() =>
            void choose({ ways: [...ways].map(([kind, chosen]) => ({ kind, ways: [...chosen] })), mail: mail.trim() || null }).then((answer) => {
              const errors = answer.data?.chooseNotices.userErrors ?? [];
              setRefusals(errors);
              if (answer.data && errors.length === 0) {
                void message.success(t('settings.kept'));
                done();
              }
            })
          }
        >
          {t('save')}
        </Button>
      </div>
    </section>
  );
}

function Password() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  return (
    <section className="panel" aria-label={t('settings.password')}>
      <h2>{t('settings.password')}</h2>
      <Refusals refusals={refusals} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) =>
          void send('PUT', '/session/password', values).then(
            () => {
              setRefusals([]);
              form.resetFields();
              void message.success(t('settings.kept'));
            },
            (refusal: Refusal) => setRefusals([refusal]),
          )
        }
      >
        <Form.Item name="old" label={t('settings.old')} rules={[{ required: true, message: t('signIn.passwordNeeded') }]}>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Form.Item name="password" label={t('welcome.password')} extra={t('welcome.how')} rules={[{ required: true, min: 10, message: t('welcome.long') }]}>
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <Button htmlType="submit">{t('settings.change')}</Button>
      </Form>
    </section>
  );
}

/** A code of an authenticator app beside the password. */
function SecondFactor() {
  const { t } = useTranslation();
  const { me } = useCompany();
  const { message } = App.useApp();
  const [state, setState] = useState<{ inForce: boolean; secret: string | null } | null>(null);
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const take = (method: string, body?: unknown) =>
    void send<{ inForce: boolean; secret: string | null }>(method, '/session/second-factor', body).then(
      (answer) => {
        setRefusals([]);
        setState(answer);
        if (body && method !== 'POST') void message.success(t('settings.kept'));
      },
      (refusal: Refusal) => setRefusals([refusal]),
    );
  useEffect(() => take('GET'), []);
  return (
    <section className="panel" aria-label={t('settings.factor')}>
      <h2>{t('settings.factor')}</h2>
      <p className="hint">{t('settings.factorHow')}</p>
      <Refusals refusals={refusals} />
      {state && !state.inForce && !state.secret && <Button onClick={() => take('POST', {})}>{t('settings.factorBegin')}</Button>}
      {state?.secret && (
        <>
          <div className="row">
            <QRCode value={`otpauth://totp/Huifang:${encodeURIComponent(me.id)}?secret=${state.secret}&issuer=Huifang`} size={148} bgColor="#ffffff" color="#000000" />
            <Typography.Text code copyable>
              {state.secret}
            </Typography.Text>
          </div>
          <Form layout="inline" style={{ marginTop: 12 }} onFinish={({ code }) => take('PUT', { code })}>
            <Form.Item name="code" label={t('signIn.code')} rules={[{ required: true, message: t('signIn.codeNeeded') }]}>
              <Input inputMode="numeric" autoComplete="one-time-code" maxLength={8} />
            </Form.Item>
            <Button type="primary" htmlType="submit">
              {t('settings.factorConfirm')}
            </Button>
          </Form>
        </>
      )}
      {state?.inForce && (
        <Form layout="vertical" onFinish={(values) => take('DELETE', values)}>
          <p role="status">✓ {t('settings.factorInForce')}</p>
          <Form.Item name="password" label={t('settings.old')} rules={[{ required: true, message: t('signIn.passwordNeeded') }]}>
            <Input.Password autoComplete="current-password" maxLength={200} />
          </Form.Item>
          <Form.Item name="code" label={t('signIn.code')} rules={[{ required: true, message: t('signIn.codeNeeded') }]}>
            <Input inputMode="numeric" maxLength={8} />
          </Form.Item>
          <Button danger htmlType="submit">
            {t('settings.factorDrop')}
          </Button>
        </Form>
      )}
    </section>
  );
}

/** For programs: shown once, and taken back at any time. */
function Tokens({ tokens, done }: { tokens: SettingsQuery['accessTokens']; done(): void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm();
  const [made, setMade] = useState<string | null>(null);
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [{ fetching }, make] = useMutation(MakeAccessTokenDocument);
  const [, revoke] = useMutation(RevokeAccessTokenDocument);
  return (
    <section className="panel" aria-label={t('settings.tokens')}>
      <h2>{t('settings.tokens')}</h2>
      <p className="hint">{t('settings.tokensHow')}</p>
      <Refusals refusals={refusals} />
      {made && (
        <Alert
          type="success"
          showIcon
          style={{ marginBottom: 12 }}
          message={t('settings.tokenOnce')}
          description={
            <Typography.Text code copyable>
              {made}
            </Typography.Text>
          }
        />
      )}
      <Form
        form={form}
        layout="inline"
        initialValues={{ scope: 'READ', days: 90 }}
        onFinish={({ name, scope, days }) =>
          void make({ name, scope, until: new Date(Date.now() + days * 86_400_000).toISOString() }).then(({ data }) => {
            const answer = data?.makeAccessToken;
            setRefusals([...(answer?.userErrors ?? [])]);
            setMade(answer?.token ?? null);
            if (answer?.token) {
              form.resetFields();
              done();
            }
          })
        }
      >
        <Form.Item name="name" label={t('settings.tokenName')} rules={[{ required: true, message: t('needed', { field: t('settings.tokenName') }) }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="scope" label={t('settings.tokenScope')}>
          <Radio.Group optionType="button" options={valuesOf('AccessTokenScope').map((value) => ({ value, label: word('AccessTokenScope', value) }))} />
        </Form.Item>
        <Form.Item name="days" label={t('settings.tokenDays')}>
          <InputNumber min={1} max={366} />
        </Form.Item>
        <Button htmlType="submit" loading={fetching}>
          {t('settings.tokenMake')}
        </Button>
      </Form>
      {tokens.length > 0 && (
        <Table
          size="small"
          rowKey="id"
          pagination={false}
          style={{ marginTop: 12 }}
          scroll={{ x: 640 }}
          dataSource={[...tokens]}
          columns={[
            { title: t('settings.tokenName'), dataIndex: 'name' },
            { title: t('settings.tokenScope'), render: (_, one) => word('AccessTokenScope', one.scope) },
            { title: t('people.until'), render: (_, one) => <At at={one.until} zone="Asia/Shanghai" /> },
            { title: t('settings.lastUsed'), render: (_, one) => one.lastUsedAt && <At at={one.lastUsedAt} zone="Asia/Shanghai" /> },
            {
              title: t('actions'),
              width: 120,
              render: (_, one) => (
                <Button size="small" danger onClick={() => void revoke({ id: one.id }).then(done)}>
                  {t('settings.revoke')}
                </Button>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}

function Sessions({ sessions, done }: { sessions: SettingsQuery['sessions']; done(): void }) {
  const { t } = useTranslation();
  const [, end] = useMutation(EndSessionDocument);
  return (
    <section className="panel" aria-label={t('settings.sessions')}>
      <h2>{t('settings.sessions')}</h2>
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={[...sessions]}
        scroll={{ x: 640 }}
        columns={[
          { title: t('settings.browser'), dataIndex: 'agent', ellipsis: true },
          { title: t('settings.address'), dataIndex: 'address', width: 140 },
          { title: t('settings.since'), width: 150, render: (_, one) => <At at={one.since} zone="Asia/Shanghai" /> },
          {
            title: t('actions'),
            width: 120,
            render: (_, one) =>
              one.current ? (
                t('settings.here')
              ) : (
                <Button size="small" onClick={() => void end({ id: one.id }).then(done)}>
                  {t('settings.end')}
                </Button>
              ),
          },
        ]}
      />
    </section>
  );
}
