import { Alert, App, Button, Checkbox, DatePicker, Drawer, Form, Input } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import type { Refusal } from '../app/client';
import { useCompany } from '../app/company';
import { Refusals, told } from '../app/refusals';
import { command, word } from '../app/schema';
import { inZone } from '../app/time';
import type { Operation } from '../generated/graphql';
import { attach, Evidence, type Photo, Photos } from './evidence';
import { Fields } from './fields';
import { FINAL, stepOf } from './steps';
import { inputOf, placeOf } from './values';

/** Steps that a picture often goes with. */
const PICTURED: Operation[] = ['RECORD_STEP', 'COMPLETE_HANDLING', 'SUBMIT_HANDLING_RECORD', 'RECORD_RETURN_VISIT'];

interface Props {
  complaint: string;
  number: string;
  centre: string;
  operation: Operation;
  classification?: string | null;
  severity?: string | null;
  done(): void;
  close(): void;
}

interface Answer {
  complaint: { state: string } | null;
  current: boolean;
  userErrors: Refusal[];
}

/** One command's form, drawn from the schema; what the rules refuse stands beside the field that it is about. */
export function CommandDrawer({ complaint, number, centre, operation, classification, severity, done, close }: Props) {
  const { t, i18n } = useTranslation();
  const { zone } = useCompany();
  const { message } = App.useApp();
  const client = useClient();
  const [form] = Form.useForm();
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [busy, setBusy] = useState(false);
  const [late, setLate] = useState(false);
  const [dirty, setDirty] = useState(false);
  const [photos, setPhotos] = useState<Photo[]>([]);
  const key = useRef(crypto.randomUUID());
  const mutation = stepOf(operation) ?? '';
  const asked = useMemo(() => command(mutation), [mutation]);
  const title = word('Operation', operation);
  const here = zone(centre);

  useEffect(() => {
    setTimeout(() => document.querySelector<HTMLElement>('.ant-drawer-body input, .ant-drawer-body textarea')?.focus(), 50);
  }, []);

  const send = async (values: { input?: Record<string, unknown>; at?: Dayjs; lateReason?: string }) => {
    setBusy(true);
    setRefusals([]);
    const act: Record<string, unknown> = { key: key.current };
    if (late && values.at) {
      act.at = inZone(values.at, here);
      act.lateReason = values.lateReason;
    }
    const type = asked.input ?? '';
    const result = await client
      .mutation<Record<string, Answer>>(
        `mutation($complaint: ID!, $input: ${type}!, $act: ActInput) { ${mutation}(complaint: $complaint, input: $input, act: $act) { complaint { id state sequence } current userErrors { code clause field messageZh messageEn } } }`,
        { complaint, input: inputOf(type, values.input ?? {}, here), act },
      )
      .toPromise();
    const answer = result.data?.[mutation];
    if (!answer || answer.userErrors.length > 0) setBusy(false);
    if (!answer) {
      // The same key is sent again: what did arrive happens once.
      setRefusals([{ code: 'NO_ANSWER', clause: '', field: null, messageZh: t('noAnswer', { lng: 'zh-CN' }), messageEn: t('noAnswer', { lng: 'en' }) }]);
      return;
    }
    if (answer.userErrors.length > 0) {
      key.current = crypto.randomUUID();
      const beside = answer.userErrors.filter((one) => one.field && form.getFieldInstance(placeOf(one.field)));
      form.setFields(
        beside.map((one) => ({ name: placeOf(one.field ?? ''), errors: [`${told(one, i18n.language)} ${one.clause}`] })),
      );
      setRefusals(answer.userErrors.filter((one) => !beside.includes(one)));
      return;
    }
    const left = await attach(client, complaint, photos, title);
    if (left.length > 0) void message.warning(left.map((one) => told(one, i18n.language)).join('\n'), 8);
    void message.success(t('command.done', { what: title, number, state: word('ComplaintState', answer.complaint?.state) }));
    done();
  };

  return (
    <Drawer
      open
      width={560}
      title={`${title} · ${number}`}
      onClose={close}
      maskClosable={!dirty}
      keyboard={!dirty}
      footer={
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button type="primary" danger={FINAL.includes(operation)} loading={busy} onClick={() => form.submit()}>
            {title}
          </Button>
        </div>
      }
    >
      <p className="hint">
        {asked.clause} {i18n.language.startsWith('en') ? asked.hint : t([`consequence.${operation}`, ''])}
      </p>
      {FINAL.includes(operation) && <Alert type="warning" showIcon message={t(`final.${operation}`)} style={{ marginBottom: 16 }} />}
      <Refusals refusals={refusals} />
      <Form
        form={form}
        layout="vertical"
        scrollToFirstError
        onFinish={(values) => void send(values)}
        onValuesChange={() => setDirty(true)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) form.submit();
        }}
      >
        {operation === 'ATTACH_EVIDENCE' ? (
          <Evidence complaint={complaint} />
        ) : (
          asked.input && <Fields input={asked.input} path={['input']} about={{ centre, classification, severity }} />
        )}
        {PICTURED.includes(operation) && <Photos complaint={complaint} photos={photos} change={setPhotos} />}
        <Form.Item>
          <Checkbox checked={late} onChange={(event) => setLate(event.target.checked)}>
            {t('late.happened')}
          </Checkbox>
        </Form.Item>
        {late && (
          <>
            <Form.Item name="at" label={t('late.at')} rules={[{ required: true, message: t('needed', { field: t('late.at') }) }]}>
              <DatePicker
                showTime={{ format: 'HH:mm' }}
                format="YYYY-MM-DD HH:mm"
                disabledDate={(day) => day.isAfter(dayjs()) || day.isBefore(dayjs().subtract(8, 'day'))}
                style={{ width: '100%' }}
              />
            </Form.Item>
            <Form.Item name="lateReason" label={t('late.why')} rules={[{ required: true, message: t('needed', { field: t('late.why') }) }]}>
              <Input.TextArea maxLength={2000} autoSize={{ minRows: 2 }} />
            </Form.Item>
          </>
        )}
      </Form>
    </Drawer>
  );
}
