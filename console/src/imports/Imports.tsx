import { Alert, App, Button, Progress, Select, Table, Upload } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { Action } from '../app/Action';
import { Chip } from '../app/Chip';
import { forgeryToken, type Refusal } from '../app/client';
import { useCompany } from '../app/company';
import { told } from '../app/refusals';
import { valuesOf, word } from '../app/schema';
import { Nothing, Problem } from '../app/states';
import { At } from '../app/time';
import { ImportsDocument, type ImportsQuery, type Role } from '../generated/graphql';

type Import = ImportsQuery['imports'][number];
/** Who may bring which list (§2). */
const BRINGS: Record<string, Role[]> = {
  COMPLAINTS: ['IMPORTER'],
  OWNERS: ['RECEPTIONIST', 'CS_SUPERVISOR', 'IMPORTER'],
  PEOPLE: ['ADMIN'],
};
const WORKING = ['CHECKING', 'RUNNING'];

/** Lists from elsewhere: a template, a check that keeps nothing and names each bad cell, then the start. */
export default function Imports() {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const { has } = useCompany();
  const kinds = valuesOf('ImportKind').filter((one) => has(...(BRINGS[one] ?? [])));
  const [kind, setKind] = useState(kinds[0] ?? '');
  const [{ data, fetching, error }, again] = useQuery({ query: ImportsDocument });
  const working = data?.imports.some((one) => WORKING.includes(one.state)) ?? false;
  useEffect(() => {
    if (!working) return;
    const timer = setInterval(() => again({ requestPolicy: 'network-only' }), 2000);
    return () => clearInterval(timer);
  }, [working, again]);
  const refresh = () => again({ requestPolicy: 'network-only' });
  return (
    <div className="page">
      <h1>{t('place.imports')}</h1>
      <section className="panel">
        <p className="hint">{t('imports.how')}</p>
        <div className="row">
          <Select
            aria-label={t('imports.kind')}
            value={kind}
            onChange={setKind}
            style={{ minWidth: 160 }}
            options={kinds.map((value) => ({ value, label: word('ImportKind', value) }))}
          />
          <a href={`/imports/${kind.toLowerCase()}/template.xlsx`}>{t('imports.template', { what: word('ImportKind', kind) })}</a>
          <Upload
            accept=".csv,.xlsx"
            showUploadList={false}
            customRequest={({ file, onSuccess, onError }) => {
              const chosen = file as File;
              void fetch(`/imports/${kind.toLowerCase()}?name=${encodeURIComponent(chosen.name)}`, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream', ...forgeryToken() }, body: chosen })
                .then(async (response) => {
                  const answer = await response.json();
                  if (!response.ok) throw answer;
                  onSuccess?.(answer);
                  refresh();
                })
                .catch((refusal: Refusal) => {
                  void message.error(refusal.code ? told(refusal, i18n.language) : t('noAnswer'));
                  onError?.(new Error('refused'));
                });
            }}
          >
            <Button type="primary">{t('imports.send')}</Button>
          </Upload>
        </div>
      </section>
      {error && !data && <Problem error={error} again={again} />}
      <Table<Import>
        rowKey="id"
        size="middle"
        loading={fetching && !data}
        pagination={false}
        scroll={{ x: 960 }}
        dataSource={[...(data?.imports ?? [])]}
        locale={{ emptyText: <Nothing words="imports.none" /> }}
        expandable={{
          columnTitle: <span className="unseen">{t('imports.faults')}</span>,
          rowExpandable: (one) => one.faults.length > 0,
          expandedRowRender: (one) => (
            <ul>
              {one.faults.map((fault) => (
                <li key={`${fault.row}${fault.column}${fault.zh}`}>
                  {t('imports.row', { row: fault.row })} {fault.column} · {i18n.language.startsWith('en') ? fault.en : fault.zh}
                </li>
              ))}
            </ul>
          ),
        }}
        columns={[
          { title: t('field.file'), render: (_, one) => one.file },
          { title: t('imports.kind'), width: 110, render: (_, one) => word('ImportKind', one.kind) },
          { title: t('field.state'), width: 130, render: (_, one) => <Chip tone={one.fault ? 'bad' : 'info'}>{word('ImportState', one.state)}</Chip> },
          { title: t('field.progress'), width: 150, render: (_, one) => (one.rows ? <Progress percent={Math.round((one.done / one.rows) * 100)} size="small" aria-label={t('field.progress')} /> : '') },
          { title: t('imports.changed'), width: 90, align: 'right', render: (_, one) => one.changed },
          { title: t('imports.unchanged'), width: 90, align: 'right', render: (_, one) => one.unchanged },
          { title: t('imports.rejected'), width: 90, align: 'right', render: (_, one) => one.rejected },
          { title: t('field.at'), width: 120, render: (_, one) => <At at={one.createdAt} zone="Asia/Shanghai" /> },
          {
            title: t('actions'),
            width: 220,
            render: (_, one) => (
              <div className="row">
                {one.state === 'CHECKED' && <Action name="startImport" fixed={{ id: one.id }} type="primary" done={refresh} />}
                {(one.state === 'CHECKED' || WORKING.includes(one.state)) && <Action name="cancelImport" fixed={{ id: one.id }} done={refresh} />}
              </div>
            ),
          },
        ]}
      />
      {data?.imports.some((one) => one.fault) && <Alert type="error" style={{ marginTop: 12 }} message={data.imports.find((one) => one.fault)?.fault} />}
    </div>
  );
}
