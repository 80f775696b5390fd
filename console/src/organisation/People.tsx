import { Alert, App, Button, DatePicker, Drawer, Form, Input, Modal, Popconfirm, Segmented, Select, Table, Typography } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import type { Refusal } from '../app/client';
import { useCompany } from '../app/company';
import { Refusals, told } from '../app/refusals';
import { valuesOf, word } from '../app/schema';
import { At, clock } from '../app/time';
import { appointed, atCentre, type Filled, filled, ofDepartment } from './appointments';
import { Company } from './Company';
import { AppointPersonDocument, InvitePersonDocument, LeaveCompanyDocument, MeDocument, type MeQuery, type Role } from '../generated/graphql';

type Person = MeQuery['people'][number];

/** Nobody is appointed to these. */
const NOBODYS = ['OWNER', 'SYSTEM'];

/** Who works here and in which roles; whoever is invited chooses their own password. */
export default function People() {
  const { t, i18n } = useTranslation();
  const { people, centreName, departmentName, zone } = useCompany();
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const [which, setWhich] = useState('people');
  const [editing, setEditing] = useState<Person | 'new' | null>(null);
  const [invited, setInvited] = useState<{ person: Person; address: string; until: string } | null>(null);
  const [, invite] = useMutation(InvitePersonDocument);
  const [, leave] = useMutation(LeaveCompanyDocument);
  const [, again] = useQuery({ query: MeDocument, pause: true });
  const refresh = () => again({ requestPolicy: 'network-only' });
  const refused = (errors: readonly Refusal[] | undefined) => void message.error(errors?.map((one) => told(one, i18n.language)).join('\n') || t('noAnswer'), 8);
  const dated = (one: Person['appointments'][number]) =>
    [one.from && `${t('field.from')} ${clock(one.from, zone(one.centre), i18n.language)}`, one.until && `${t('field.until')} ${clock(one.until, zone(one.centre), i18n.language)}`].filter(Boolean).join(' ');
  const shown = useMemo(
    () => people.filter((one) => `${one.id} ${one.name}`.toLowerCase().includes(text.trim().toLowerCase())),
    [people, text],
  );
  return (
    <div className="page">
      <div className="row spread" style={{ marginBottom: 12 }}>
        <h1 style={{ fontSize: 20, margin: 0 }}>{t('place.people')}</h1>
        <div className="row">
          <Segmented
            aria-label={t('search.which')}
            value={which}
            onChange={(value) => setWhich(String(value))}
            options={[
              { value: 'people', label: t('place.people') },
              { value: 'company', label: t('company.title') },
            ]}
          />
          <Input.Search aria-label={t('people.find')} placeholder={t('people.find')} allowClear value={text} onChange={(event) => setText(event.target.value)} style={{ width: 240 }} />
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('people.new')}
          </Button>
        </div>
      </div>
      {which === 'company' && <Company />}
      <Table<Person>
        style={{ display: which === 'people' ? undefined : 'none' }}
        rowKey="id"
        size="middle"
        dataSource={shown}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        scroll={{ x: 760 }}
        columns={[
          { title: t('signIn.person'), dataIndex: 'id', width: 160 },
          { title: t('field.name'), dataIndex: 'name', width: 140 },
          {
            title: t('people.appointments'),
            render: (_, one) =>
              one.leftAt
                ? t('people.left')
                : one.appointments.map((a) => [word('Role', a.role), centreName(a.centre), departmentName(a.department), dated(a)].filter(Boolean).join(' · ')).join(';'),
          },
          {
            title: t('actions'),
            width: 260,
            render: (_, one) => (
              <div className="row">
                <Button size="small" onClick={() => setEditing(one)}>
                  {t('people.change')}
                </Button>
                {!one.leftAt && (
                  <>
                    <Button
                      size="small"
                      onClick={() =>
                        void invite({ person: one.id }).then((answer) => {
                          const made = answer.data?.invitePerson;
                          if (made?.address && made.until) setInvited({ person: one, address: location.origin + made.address, until: made.until });
                          else refused(made?.userErrors);
                        })
                      }
                    >
                      {t('people.invite')}
                    </Button>
                    <Popconfirm
                      title={t('people.leaveSure', { name: one.name })}
                      onConfirm={() =>
                        void leave({ input: { person: one.id, leftAt: new Date().toISOString() } }).then(({ data }) => {
                          const errors = data?.leaveCompany.userErrors;
                          if (errors?.length === 0) refresh();
                          else refused(errors);
                        })
                      }
                    >
                      <Button size="small" danger>
                        {t('people.leave')}
                      </Button>
                    </Popconfirm>
                  </>
                )}
              </div>
            ),
          },
        ]}
      />
      {editing && (
        <Appointing
          person={editing === 'new' ? null : editing}
          close={() => setEditing(null)}
          done={() => {
            setEditing(null);
            refresh();
          }}
        />
      )}
      <Modal open={!!invited} onCancel={() => setInvited(null)} footer={null} title={t('people.invitation', { name: invited?.person.name })}>
        <Alert type="info" showIcon message={t('people.invitationHow')} style={{ marginBottom: 12 }} />
        <Typography.Paragraph copyable code>
          {invited?.address ?? ''}
        </Typography.Paragraph>
        {invited && (
          <p className="hint">
            {t('people.until')} <At at={invited.until} zone="Asia/Shanghai" />
          </p>
        )}
      </Modal>
    </div>
  );
}

function Appointing({ person, close, done }: { person: Person | null; close(): void; done(): void }) {
  const { t } = useTranslation();
  const { centres, departments, zone } = useCompany();
  const [form] = Form.useForm();
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [{ fetching }, appoint] = useMutation(AppointPersonDocument);
  const save = async (values: { person: string; name: string; appointments: Filled[] }) => {
    const { data } = await appoint({
      input: {
        person: values.person,
        name: values.name,
        appointments: (values.appointments ?? []).map((one) => appointed(one, zone(one.centre))),
      },
    });
    const errors = data?.appointPerson.userErrors ?? [];
    setRefusals(errors);
    if (data && errors.length === 0) done();
  };
  return (
    <Drawer
      open
      width={560}
      onClose={close}
      title={person ? `${person.name} (${person.id})` : t('people.new')}
      footer={
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button type="primary" loading={fetching} onClick={() => form.submit()}>
            {t('save')}
          </Button>
        </div>
      }
    >
      <Refusals refusals={refusals} />
      <Form
        form={form}
        layout="vertical"
        initialValues={
          person
            ? { person: person.id, name: person.name, appointments: person.appointments.map((one) => filled(one, zone(one.centre))) }
            : { appointments: [{}] }
        }
        onFinish={(values) => void save(values)}
      >
        <Form.Item name="person" label={t('signIn.person')} rules={[{ required: true, message: t('signIn.personNeeded') }]}>
          <Input disabled={!!person} maxLength={100} />
        </Form.Item>
        <Form.Item name="name" label={t('field.name')} rules={[{ required: true, message: t('needed', { field: t('field.name') }) }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.List name="appointments">
          {(items, { add, remove }) => (
            <>
              {items.map((item) => (
                <div key={item.key} className="panel">
                  <Form.Item name={[item.name, 'role']} label={t('field.role')} rules={[{ required: true, message: t('needed', { field: t('field.role') }) }]}>
                    <Select
                      options={valuesOf('Role')
                        .filter((role) => !NOBODYS.includes(role))
                        .map((role) => ({ value: role, label: word('Role', role) }))}
                    />
                  </Form.Item>
                  <Form.Item noStyle shouldUpdate>
                    {() => {
                      const role = form.getFieldValue(['appointments', item.name, 'role']) as Role | undefined;
                      return (
                        <>
                          {role && atCentre(role) && (
                            <Form.Item name={[item.name, 'centre']} label={t('field.centre')} rules={[{ required: true, message: t('needed', { field: t('field.centre') }) }]}>
                              <Select options={centres.map((one) => ({ value: one.id, label: one.name }))} />
                            </Form.Item>
                          )}
                          {role && ofDepartment(role) && (
                            <Form.Item name={[item.name, 'department']} label={t('field.department')} rules={[{ required: true, message: t('needed', { field: t('field.department') }) }]}>
                              <Select options={departments.map((one) => ({ value: one.id, label: one.name }))} />
                            </Form.Item>
                          )}
                        </>
                      );
                    }}
                  </Form.Item>
                  <div className="row">
                    {(['from', 'until'] as const).map((end) => (
                      <Form.Item key={end} name={[item.name, end]} label={t(`field.${end}`)}>
                        <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
                      </Form.Item>
                    ))}
                  </div>
                  <Button type="link" onClick={() => remove(item.name)}>
                    {t('remove')}
                  </Button>
                </div>
              ))}
              <Button block onClick={() => add({})}>
                {t('add', { what: t('people.appointment') })}
              </Button>
            </>
          )}
        </Form.List>
      </Form>
    </Drawer>
  );
}
