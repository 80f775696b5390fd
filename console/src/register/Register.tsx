import { Alert, App, AutoComplete, Button, Checkbox, DatePicker, Form, Input, InputNumber, Modal, Popconfirm, Radio, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useClient, useQuery } from 'urql';
import type { Refusal } from '../app/client';
import { dropDraft, keepDraft, keptDraft } from '../app/draft';
import { useCompany } from '../app/company';
import { Refusals, told } from '../app/refusals';
import { valuesOf, word } from '../app/schema';
import { At, inZone, useDelayed } from '../app/time';
import { beChosen, Choice } from '../complaint/fields';
import { Slip } from '../receipt/Slip';
import {
  AssessDocument,
  type Capacity,
  type Channel,
  ClassifyDocument,
  type Classification,
  type ContactMethod,
  type Criterion,
  FindOwnersDocument,
  type FindOwnersQuery,
  PostToRegisterDocument,
  RaiseAgainHereDocument,
  type ReceptionContent,
  RegisterDocument,
  RegisterFromForumPostDocument,
  type RegisterMutation,
  type Severity,
  type SeverityGround,
} from '../generated/graphql';

interface Draft {
  centre: string;
  room?: string;
  owner?: string;
  name?: string;
  contact?: string;
  method: ContactMethod;
  capacity: Capacity;
  channel: Channel;
  course?: string;
  demand?: string;
  occurred?: string;
  place?: string;
  about?: string;
  input: { classification?: Classification; criterion?: Criterion; severity?: Severity; ground?: SeverityGround };
  reason?: string;
  noContactWhy?: string;
  requestedDeadline?: Dayjs;
  raisedBefore?: number;
  arrivedAt?: Dayjs;
  toFollow?: ReceptionContent[];
  at?: Dayjs;
  lateReason?: string;
}

/** What is asked only where it is so; kept apart from a draft, whose times would be of another day. */
const RARELY = ['requestedDeadline', 'raisedBefore', 'arrivedAt', 'toFollow', 'at', 'lateReason'] as const;

type Registered = NonNullable<RegisterMutation['registerComplaint']['complaint']>;
type Owner = FindOwnersQuery['owners'][number];

/** What is promised to whom by when once it is judged so (§4.5.2): shown before it is said. */
const PROMISED: Record<Severity, string> = { MAJOR: 'major', IMPORTANT: 'important', MINOR: 'minor' };

/** One page for what an owner brings, in the order in which it is told; kept in this browser until it is registered. */
export default function Register() {
  const { t, i18n } = useTranslation();
  const { me, mine, centres, departments, people, zone } = useCompany();
  const { message } = App.useApp();
  const client = useClient();
  const [form] = Form.useForm<Draft>();
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [busy, setBusy] = useState(false);
  const [slip, setSlip] = useState<Registered | null>(null);
  const [named, setNamed] = useState('');
  const [late, setLate] = useState(false);
  const key = useRef(crypto.randomUUID());

  const fresh = useMemo<Partial<Draft>>(
    () => ({ centre: mine[0], channel: 'PHONE', method: 'PHONE', capacity: 'OWNER', input: {} }),
    [mine],
  );
  const [kept, setKept] = useState(() => keptDraft<Partial<Draft>>(me.id));
  useEffect(() => {
    if (kept) form.setFieldsValue(kept.values);
  }, [form, kept]);
  const [asked, ask] = useSearchParams();
  const post = asked.get('post');
  const [{ data: posted }] = useQuery({ query: PostToRegisterDocument, variables: { id: post ?? '' }, pause: !post });
  useEffect(() => {
    const found = posted?.forumPost;
    if (!found) return;
    form.setFieldsValue({
      centre: found.centre,
      channel: 'FORUM',
      method: 'FORUM_THREAD',
      name: found.post.author ?? undefined,
      contact: found.post.address,
      course: [found.post.title, found.post.text].filter(Boolean).join('\n'),
    });
  }, [posted, form]);
  const centre = Form.useWatch('centre', form) ?? fresh.centre ?? '';
  const room = Form.useWatch('room', form) ?? '';
  const contact = Form.useWatch('contact', form)?.trim();
  const begun = !!Form.useWatch('course', form)?.trim();
  const toFollow = Form.useWatch('toFollow', form) ?? [];
  const severity = Form.useWatch(['input', 'severity'], form);
  const classification = Form.useWatch(['input', 'classification'], form);
  const typed = useDelayed(room, 200);
  const [{ data: found }] = useQuery({
    query: FindOwnersDocument,
    variables: { centre, text: typed },
    pause: typed.trim().length < 2 || !centre,
  });
  const owners = useMemo(() => (typed.trim().length < 2 ? [] : (found?.owners ?? [])), [found, typed]);
  const here = owners.filter((one) => one.rooms.includes(room));
  const open = (here.length > 0 || owners.length > 1 ? here : owners).flatMap((one) => one.openComplaints);

  const choose = (owner: Owner) => {
    form.setFieldsValue({
      owner: owner.id,
      room: owner.rooms[0] ?? undefined,
      name: owner.name ?? undefined,
      contact: owner.phones[0] ?? undefined,
      capacity: owner.capacity,
    });
  };

  const about = useMemo(
    () => [
      ...departments.map((one) => ({ value: `department:${one.id}`, label: one.name })),
      ...people
        .filter((one) => !one.leftAt && one.appointments.some((a) => a.centre === centre))
        .map((one) => ({ value: `person:${one.id}`, label: one.name })),
    ],
    [departments, people, centre],
  );

  const forget = () => {
    dropDraft(me.id);
    setKept(null);
  };

  const register = async (draft: Draft) => {
    setBusy(true);
    setRefusals([]);
    const [kind, id] = (draft.about ?? '').split(':');
    const here = zone(draft.centre);
    const text = (value?: string) => value?.trim() || undefined;
    const input = {
          centre: draft.centre,
          channel: draft.channel,
          course: draft.course?.trim() ?? '',
          demand: text(draft.demand),
          arrivedAt: draft.arrivedAt && inZone(draft.arrivedAt, here),
          requestedDeadline: draft.requestedDeadline && inZone(draft.requestedDeadline, here),
          raisedBefore: draft.raisedBefore ?? undefined,
          toFollow: draft.toFollow,
          place: text(draft.place),
          occurred: text(draft.occurred) ? { words: text(draft.occurred) } : {},
          respondent: kind === 'department' ? { department: id } : kind === 'person' ? { person: id } : kind === 'named' ? { named: id } : {},
          complainant: {
            owner: draft.owner,
            name: text(draft.name),
            room: text(draft.room),
            capacity: draft.capacity,
            method: text(draft.contact) ? draft.method : 'NONE_GIVEN',
            contact: text(draft.contact),
            noContactWhy: text(draft.contact) ? undefined : text(draft.noContactWhy),
          },
        };
    const act = { key: key.current, at: draft.at && inZone(draft.at, here), lateReason: text(draft.lateReason) };
    const answer = post
      ? (await client.mutation(RegisterFromForumPostDocument, { post, input, act }).toPromise()).data?.registerFromForumPost
      : (await client.mutation(RegisterDocument, { input, act }).toPromise()).data?.registerComplaint;
    const registered = answer?.complaint;
    if (!answer) {
      setRefusals([{ code: 'NO_ANSWER', clause: '', field: null, messageZh: t('noAnswer', { lng: 'zh-CN' }), messageEn: t('noAnswer', { lng: 'en' }) }]);
    } else if (!registered) {
      key.current = crypto.randomUUID();
      setRefusals(answer.userErrors);
    } else {
      const judged = await judge(registered.id, draft);
      setSlip({ ...registered, promises: judged ?? registered.promises });
      key.current = crypto.randomUUID();
      forget();
      if (post) ask({});
      form.resetFields();
      setLate(false);
      form.setFieldValue('centre', draft.centre);
    }
    setBusy(false);
  };

  /** What was judged on the same page; what is refused is said, and the complaint stands registered. */
  const judge = async (complaint: string, draft: Draft) => {
    const { classification: kind, criterion, severity: grave, ground } = draft.input ?? {};
    const reason = draft.reason?.trim() || t('register.judgedAtReception');
    if (!kind) return null;
    const classified = await client
      .mutation(ClassifyDocument, { complaint, input: { classification: kind, criterion, reason }, act: { key: crypto.randomUUID() } })
      .toPromise();
    const broken = classified.data?.classifyComplaint.userErrors ?? [];
    if (broken.length > 0) {
      void message.warning(broken.map((one) => told(one, i18n.language)).join('\n'), 8);
      return null;
    }
    if (kind !== 'VALID_COMPLAINT' || !grave || !ground) return null;
    const assessed = await client
      .mutation(AssessDocument, { complaint, input: { severity: grave, ground, reason }, act: { key: crypto.randomUUID() } })
      .toPromise();
    const refused = assessed.data?.assessSeverity.userErrors ?? [];
    if (refused.length > 0) void message.warning(refused.map((one) => told(one, i18n.language)).join('\n'), 8);
    return assessed.data?.assessSeverity.complaint?.promises ?? null;
  };

  /** What was written stays: it may be more than what belongs there. */
  const again = async (complaint: string) => {
    const words = form.getFieldValue('course')?.trim();
    const { data } = await client
      .mutation(RaiseAgainHereDocument, { complaint, input: { words: words || t('register.raisedByPhone') }, act: { key: crypto.randomUUID() } })
      .toPromise();
    const raised = data?.raiseAgain;
    if (raised?.complaint) {
      void message.success(t('register.raised', { number: raised.complaint.number, count: raised.complaint.raises }));
    } else {
      setRefusals(raised?.userErrors ?? []);
    }
  };

  // In an emergency some contents may follow (§4.5.1); the rules say which.
  const follows = (content: ReceptionContent) => toFollow.includes(content);
  const needed = (name: string, content?: ReceptionContent) => ({ required: !content || !follows(content), message: t('needed', { field: t(`field.${name}`) }) });
  const chosen = (name: string) => beChosen(t('needed', { field: t(`field.${name}`) }));
  return (
    <div className="page">
      <h1>{t('register.title')}</h1>
      <Form
        form={form}
        layout="vertical"
        initialValues={fresh}
        scrollToFirstError
        onFinish={(draft) => void register(draft)}
        onValuesChange={(_, all) => keepDraft(me.id, Object.fromEntries(Object.entries(all).filter(([name]) => !RARELY.some((one) => one === name))))}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) form.submit();
        }}
      >
        <Refusals refusals={refusals} />
        {kept && (
          <p className="hint" role="status">
            {t('register.restored')} <At at={new Date(kept.at).toISOString()} zone={zone(centre)} />
          </p>
        )}
        {posted?.forumPost && post && (
          <Alert
            type="info"
            style={{ marginBottom: 16 }}
            message={t('register.fromPost', { title: posted.forumPost.post.title ?? posted.forumPost.post.address })}
          />
        )}
        <div className="two">
          <div className="panel">
            <h2>{t('register.what')}</h2>
            <div className="row" style={{ alignItems: 'flex-start' }}>
              {mine.length > 1 && (
                <Form.Item name="centre" label={t('field.centre')} style={{ width: 200 }}>
                  <Select options={centres.filter((one) => mine.includes(one.id)).map((one) => ({ value: one.id, label: one.name }))} />
                </Form.Item>
              )}
              {mine.length <= 1 && <Form.Item name="centre" hidden><Input /></Form.Item>}
              <Form.Item name="owner" hidden>
                <Input />
              </Form.Item>
              <Form.Item name="room" label={t('field.room')} style={{ flex: 1, minWidth: 180 }}>
                <AutoComplete
                  autoFocus
                  defaultActiveFirstOption={false}
                  placeholder={t('register.roomHint')}
                  options={owners.map((one) => ({
                    value: one.id,
                    label: [one.name, one.rooms.join('、'), one.phones.join('、'), word('Capacity', one.capacity)].filter(Boolean).join(' · '),
                  }))}
                  onSelect={(id: string) => {
                    const owner = owners.find((one) => one.id === id);
                    if (owner) choose(owner);
                  }}
                />
              </Form.Item>
              <Form.Item name="name" label={t('field.name')} style={{ width: 140 }}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name="contact" label={t('field.contact')} style={{ width: 160 }}>
                <Input maxLength={200} inputMode="tel" />
              </Form.Item>
            </div>
            {!contact && begun && (
              <Form.Item name="noContactWhy" label={t('field.noContactWhy')} extra={t('register.noContactHow')}>
                <Input maxLength={200} />
              </Form.Item>
            )}
            {open.length > 0 && (
              <Alert
                type="info"
                style={{ marginBottom: 16 }}
                message={t('register.openHere', { count: open.length })}
                description={open.map((one) => (
                  <div key={one.id} className="row spread">
                    <span>
                      <Link to={`/case/${one.number}`} target="_blank">{one.number}</Link> {word('ComplaintState', one.state)} · {one.reception.course?.slice(0, 40)}
                    </span>
                    <Popconfirm title={t('register.againSure', { number: one.number })} okText={word('Operation', 'RAISE_AGAIN')} cancelText={t('cancel')} onConfirm={() => void again(one.id)}>
                      <Button size="small">{word('Operation', 'RAISE_AGAIN')}</Button>
                    </Popconfirm>
                  </div>
                ))}
              />
            )}
            <Form.Item name="course" label={t('field.course')} rules={[needed('course')]}>
              <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={5000} showCount />
            </Form.Item>
            <Form.Item name="demand" label={t('field.demand')} rules={[needed('demand', 'DEMAND')]}>
              <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
            </Form.Item>
            <div className="row" style={{ alignItems: 'flex-start' }}>
              <Form.Item name="occurred" label={t('field.occurred')} rules={[needed('occurred', 'OCCURRENCE')]} style={{ flex: 1, minWidth: 160 }}>
                <Input maxLength={2000} placeholder={t('register.occurredHint')} />
              </Form.Item>
              <Form.Item name="place" label={t('field.place')} rules={[needed('place', 'PLACE')]} style={{ flex: 1, minWidth: 160 }}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name="about" label={t('field.respondent')} className={follows('RESPONDENT') ? undefined : 'needed'} rules={follows('RESPONDENT') ? [] : [chosen('respondent')]} style={{ flex: 1, minWidth: 160 }}>
                <Select
                  showSearch
                  optionFilterProp="label"
                  options={named.trim() ? [...about, { value: `named:${named.trim()}`, label: t('register.named', { name: named.trim() }) }] : about}
                  onSearch={(typed) => typed && setNamed(typed)}
                />
              </Form.Item>
            </div>
            <div className="row" style={{ alignItems: 'flex-start' }}>
              <Form.Item name="channel" label={t('field.channel')}>
                <Choice type="Channel" name="channel" label={t('field.channel')} about={{ centre }} />
              </Form.Item>
              <Form.Item name="capacity" label={t('field.capacity')}>
                <Choice type="Capacity" name="capacity" label={t('field.capacity')} about={{ centre }} />
              </Form.Item>
              <Form.Item name="method" label={t('field.method')}>
                <Choice type="ContactMethod" name="method" label={t('field.method')} about={{ centre }} />
              </Form.Item>
            </div>
            <details>
              <summary>{t('register.rarely')}</summary>
              <div className="row" style={{ alignItems: 'flex-start', marginTop: 12 }}>
                <Form.Item name="requestedDeadline" label={t('field.requestedDeadline')}>
                  <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" disabledDate={(day) => day.isBefore(dayjs(), 'day')} />
                </Form.Item>
                <Form.Item name="raisedBefore" label={t('field.raisedBefore')}>
                  <InputNumber min={0} max={99} />
                </Form.Item>
                <Form.Item name="arrivedAt" label={t('field.arrivedAt')} extra={t('register.arrivedHow')}>
                  <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" disabledDate={(day) => day.isAfter(dayjs())} />
                </Form.Item>
              </div>
              <Form.Item name="toFollow" label={t('field.toFollow')} extra={t('register.toFollowHow')}>
                <Select mode="multiple" optionFilterProp="label" options={valuesOf('ReceptionContent').map((value) => ({ value, label: word('ReceptionContent', value) }))} />
              </Form.Item>
              <Checkbox checked={late} onChange={(event) => setLate(event.target.checked)}>
                {t('late.happened')}
              </Checkbox>
              {late && (
                <div className="row" style={{ alignItems: 'flex-start', marginTop: 12 }}>
                  <Form.Item name="at" label={t('late.at')} rules={[{ required: true, message: t('needed', { field: t('late.at') }) }]}>
                    <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" disabledDate={(day) => day.isAfter(dayjs())} />
                  </Form.Item>
                  <Form.Item name="lateReason" label={t('late.why')} rules={[{ required: true, message: t('needed', { field: t('late.why') }) }]} style={{ flex: 1, minWidth: 200 }}>
                    <Input maxLength={2000} />
                  </Form.Item>
                </div>
              )}
            </details>
          </div>
          <div>
            <div className="panel">
              <h2>{t('register.judgement')}</h2>
              <Form.Item name={['input', 'classification']} label={t('field.classification')}>
                <Radio.Group
                  optionType="button"
                  options={(['VALID_COMPLAINT', 'COORDINATION_WORK', 'EXCESSIVE_DEMAND', 'SERVICE_REQUEST'] as const).map((value) => ({
                    value,
                    label: word('Classification', value),
                  }))}
                  onChange={() => form.setFieldValue(['input', 'criterion'], undefined)}
                />
              </Form.Item>
              {classification && classification !== 'SERVICE_REQUEST' && (
                <Form.Item name={['input', 'criterion']} label={t('field.criterion')} className="needed" rules={[chosen('criterion')]}>
                  <Choice type="Criterion" name="criterion" label={t('field.criterion')} about={{ centre }} />
                </Form.Item>
              )}
              {classification === 'VALID_COMPLAINT' && (
                <>
                  <Form.Item name={['input', 'severity']} label={t('field.severity')}>
                    <Radio.Group
                      optionType="button"
                      options={(['MINOR', 'IMPORTANT', 'MAJOR'] as const).map((value) => ({ value, label: word('Severity', value) }))}
                      onChange={() => form.setFieldValue(['input', 'ground'], undefined)}
                    />
                  </Form.Item>
                  {severity && (
                    <Form.Item name={['input', 'ground']} label={t('field.ground')} className="needed" rules={[chosen('ground')]}>
                      <Choice type="SeverityGround" name="ground" label={t('field.ground')} about={{ centre }} />
                    </Form.Item>
                  )}
                </>
              )}
              {classification && (
                <Form.Item name="reason" label={t('field.reason')}>
                  <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
                </Form.Item>
              )}
              {severity && <Alert type="info" message={t(`register.promised.${PROMISED[severity]}`)} />}
            </div>
            <div className="panel hint">
              <h2>{t('register.manners')}</h2>
              <ul style={{ margin: 0, paddingLeft: 18 }}>
                {(t('register.hints', { returnObjects: true }) as string[]).map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </div>
            <div className="row" style={{ justifyContent: 'flex-end' }}>
              <Button
                onClick={() => {
                  forget();
                  form.resetFields();
                  setRefusals([]);
                }}
              >
                {t('register.clear')}
              </Button>
              <Button type="primary" htmlType="submit" loading={busy}>
                {t('register.save')} <span style={{ opacity: 0.75 }}>Ctrl+Enter</span>
              </Button>
            </div>
          </div>
        </div>
      </Form>
      <Modal
        open={!!slip}
        onCancel={() => setSlip(null)}
        title={t('register.done', { number: slip?.number })}
        footer={[
          <a key="print" href={slip?.documents.serviceRequestRecord} target="_blank" rel="noreferrer">
            <Button>{t('case.requestForm')}</Button>
          </a>,
          <Link key="open" to={`/case/${slip?.number}`}>
            <Button>{t('open')}</Button>
          </Link>,
          <Button key="next" type="primary" autoFocus onClick={() => setSlip(null)}>
            {t('register.next')}
          </Button>,
        ]}
      >
        {slip?.receipt && <Slip number={slip.number} secret={slip.receipt} />}
        {slip && (
          <ul style={{ paddingLeft: 18 }}>
            {slip.promises
              .filter((one) => one.verdict === 'OPEN')
              .map((one) => (
                <li key={one.promise}>
                  {word('PromiseKind', one.promise)} · <At at={one.due} zone={zone(slip.centre)} />
                </li>
              ))}
          </ul>
        )}
      </Modal>
    </div>
  );
}
