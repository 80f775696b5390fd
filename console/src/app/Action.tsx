import { Alert, App, Button, Drawer, Form, Typography } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { type About, FieldInput } from '../complaint/fields';
import { argumentsOf, placeOfArgument } from '../complaint/values';
import type { Refusal } from './client';
import { useCompany } from './company';
import { Refusals, told } from './refusals';
import { command } from './schema';

interface Props {
  name: string;
  /** What the page knows already, and does not ask. */
  fixed?: Record<string, unknown>;
  /** What stands in the form at first. */
  preset?: Record<string, unknown>;
  centre?: string;
  type?: 'primary' | 'default';
  danger?: boolean;
  /** A field of the answer that is shown this once. */
  secret?: string;
  done(): void;
}

const SAID_BY_ITSELF = new Set(['key', 'expectedSequence']);

/** A command as a button: it asks for what is not known yet, in a form drawn from the schema, or just once more where nothing is. */
export function Action({ name, fixed = {}, preset, centre = '', type = 'default', danger, secret, done }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type={type} danger={danger} onClick={() => setOpen(true)}>
        {t(`mutation.${name}`)}
      </Button>
      {open && (
        <Asking
          name={name}
          fixed={fixed}
          preset={preset}
          centre={centre}
          secret={secret}
          close={() => setOpen(false)}
          done={() => {
            setOpen(false);
            done();
          }}
        />
      )}
    </>
  );
}

interface AskingProps {
  name: string;
  fixed: Record<string, unknown>;
  preset?: Record<string, unknown>;
  centre: string;
  secret?: string;
  close(): void;
  done(): void;
}

function Asking({ name, fixed, preset, centre, secret, close, done }: AskingProps) {
  const { t, i18n } = useTranslation();
  const { zone } = useCompany();
  const { message, modal } = App.useApp();
  const client = useClient();
  const [form] = Form.useForm();
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [busy, setBusy] = useState(false);
  const key = useRef(crypto.randomUUID());
  const asked = useMemo(() => command(name), [name]);
  const about: About = { centre };
  const toAsk = asked.args.filter((arg) => !(arg.name in fixed) && !SAID_BY_ITSELF.has(arg.name));

  useEffect(() => {
    setTimeout(() => document.querySelector<HTMLElement>('.ant-drawer-body input, .ant-drawer-body textarea')?.focus(), 50);
  }, []);

  const send = async (values: { input?: Record<string, unknown> }) => {
    setBusy(true);
    setRefusals([]);
    const variables: Record<string, unknown> = { ...argumentsOf(toAsk, values.input ?? {}, zone(centre)), ...fixed };
    if (asked.args.some((arg) => arg.name === 'key')) variables.key = key.current;
    const given = asked.args.filter((arg) => variables[arg.name] !== undefined);
    const declared = given.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
    const passed = given.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
    const answer = asked.refuses ? `{ ${secret ?? ''} userErrors { code clause field messageZh messageEn } }` : asked.composite ? '{ __typename }' : '';
    const { data } = await client
      .mutation<Record<string, ({ userErrors: Refusal[] } & Record<string, unknown>) | number>>(`mutation${declared && `(${declared})`} { ${name}${passed && `(${passed})`} ${answer} }`, variables)
      .toPromise();
    setBusy(false);
    const result = data?.[name];
    if (result === undefined) {
      setRefusals([{ code: 'NO_ANSWER', clause: '', field: null, messageZh: t('noAnswer', { lng: 'zh-CN' }), messageEn: t('noAnswer', { lng: 'en' }) }]);
      return;
    }
    const broken = typeof result === 'object' && asked.refuses ? result.userErrors : [];
    if (broken.length > 0) {
      key.current = crypto.randomUUID();
      const beside = broken.filter((one) => one.field && form.getFieldInstance(placeOfArgument(one.field, toAsk)));
      form.setFields(beside.map((one) => ({ name: placeOfArgument(one.field ?? '', toAsk), errors: [told(one, i18n.language)] })));
      setRefusals(broken.filter((one) => !beside.includes(one)));
      return;
    }
    const shown = secret && typeof result === 'object' ? result[secret] : null;
    if (typeof shown === 'string') {
      modal.info({
        title: t('once'),
        content: (
          <Typography.Paragraph code copyable>
            {shown}
          </Typography.Paragraph>
        ),
      });
    } else {
      void message.success(t('done', { what: t(`mutation.${name}`) }));
    }
    done();
  };

  return (
    <Drawer
      open
      width={620}
      title={t(`mutation.${name}`)}
      onClose={close}
      footer={
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button type="primary" loading={busy} onClick={() => form.submit()}>
            {t(`mutation.${name}`)}
          </Button>
        </div>
      }
    >
      <p className="hint">
        {asked.clause} {i18n.language.startsWith('en') ? asked.hint : ''}
      </p>
      {toAsk.length === 0 && <Alert type="info" message={t('sure', { what: t(`mutation.${name}`) })} />}
      <Refusals refusals={refusals} />
      <Form
        form={form}
        layout="vertical"
        scrollToFirstError
        initialValues={{ input: preset }}
        onFinish={(values) => void send(values)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) form.submit();
        }}
      >
        {toAsk.map((arg) => (
          <FieldInput key={arg.name} field={arg} path={['input']} about={about} of={name} />
        ))}
      </Form>
    </Drawer>
  );
}
