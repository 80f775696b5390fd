import { Button, Form, Input, InputNumber, Modal, Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import type { Refusal } from '../app/client';
import { useCompany } from '../app/company';
import { Refusals } from '../app/refusals';
import { FormDepartmentDocument, MeDocument, OpenCentreDocument } from '../generated/graphql';

const ZONES = Intl.supportedValuesOf('timeZone');

/** The company's centres and departments; what is said again with the same code changes it. */
export function Company() {
  const { t } = useTranslation();
  const { centres, departments } = useCompany();
  const [making, setMaking] = useState<'centre' | 'department' | null>(null);
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [, openCentre] = useMutation(OpenCentreDocument);
  const [, formDepartment] = useMutation(FormDepartmentDocument);
  const [, again] = useQuery({ query: MeDocument, pause: true });
  const [form] = Form.useForm();
  const done = (errors: readonly Refusal[] | undefined) => {
    setRefusals([...(errors ?? [])]);
    if (errors && errors.length === 0) {
      setMaking(null);
      form.resetFields();
      again({ requestPolicy: 'network-only' });
    }
  };
  const needed = (field: string) => [{ required: true, message: t('needed', { field }) }];
  return (
    <>
      <section className="panel" aria-label={t('company.centres')}>
        <div className="row spread">
          <h2>{t('company.centres')}</h2>
          <Button onClick={() => setMaking('centre')}>{t('company.newCentre')}</Button>
        </div>
        <Table
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={[...centres]}
          columns={[
            { title: t('company.code'), dataIndex: 'id', width: 120 },
            { title: t('field.name'), dataIndex: 'name' },
            { title: t('company.zone'), dataIndex: 'zone', width: 200 },
          ]}
        />
      </section>
      <section className="panel" aria-label={t('company.departments')}>
        <div className="row spread">
          <h2>{t('company.departments')}</h2>
          <Button onClick={() => setMaking('department')}>{t('company.newDepartment')}</Button>
        </div>
        <Table
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={[...departments]}
          columns={[
            { title: t('company.code'), dataIndex: 'id', width: 200 },
            { title: t('field.name'), dataIndex: 'name' },
          ]}
        />
      </section>
      <Modal
        open={!!making}
        onCancel={() => setMaking(null)}
        onOk={() => form.submit()}
        okText={t('save')}
        title={t(making === 'centre' ? 'company.newCentre' : 'company.newDepartment')}
      >
        <Refusals refusals={refusals} />
        <Form
          form={form}
          layout="vertical"
          initialValues={{ zone: 'Asia/Shanghai' }}
          onFinish={(values) => {
            if (making === 'centre') {
              void openCentre({ input: { centre: values.id, name: values.name, zone: values.zone, households: values.households } }).then(({ data }) => done(data?.openCentre.userErrors));
            } else {
              void formDepartment({ input: { department: values.id, name: values.name } }).then(({ data }) => done(data?.formDepartment.userErrors));
            }
          }}
        >
          <Form.Item name="id" label={t('company.code')} extra={making === 'centre' ? t('company.codeHint') : undefined} rules={needed(t('company.code'))}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="name" label={t('field.name')} rules={needed(t('field.name'))}>
            <Input maxLength={100} />
          </Form.Item>
          {making === 'centre' && (
            <>
              <Form.Item name="households" label={t('company.households')} rules={needed(t('company.households'))}>
                <InputNumber min={0} style={{ width: '100%' }} />
              </Form.Item>
              <Form.Item name="zone" label={t('company.zone')}>
                <Select showSearch options={ZONES.map((value) => ({ value, label: value }))} />
              </Form.Item>
            </>
          )}
        </Form>
      </Modal>
    </>
  );
}
