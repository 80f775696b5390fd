import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { Action } from '../app/Action';
import { Chip } from '../app/Chip';
import { useCompany } from '../app/company';
import { word } from '../app/schema';
import { Nothing, Problem, Waiting } from '../app/states';
import { At, span } from '../app/time';
import { PoliciesDocument, type PoliciesQuery } from '../generated/graphql';

type Version = PoliciesQuery['policies'][number];

const flat = (version: Version | undefined): Map<string, string> => {
  const values = new Map<string, string>();
  for (const part of [version?.promises, version?.house]) {
    for (const [name, value] of Object.entries(part ?? {})) {
      if (name === '__typename') continue;
      const plain = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value).filter(([key]) => key !== '__typename').map(([, inner]) => inner).join('–') : value === null ? '–' : String(value);
      values.set(name, plain);
    }
  }
  return values;
};

/** The house rules in force, each version beside the one before it; a new one is adopted, never an old one changed. */
export default function Policy() {
  const { t } = useTranslation();
  const { personName, has, centreName } = useCompany();
  const admin = has('ADMIN');
  const [{ data, fetching, error }, again] = useQuery({ query: PoliciesDocument, variables: { admin } });
  if (error && !data) return <Problem error={error} again={again} />;
  if (!data) return fetching ? <Waiting /> : null;
  const refresh = () => again({ requestPolicy: 'network-only' });
  const versions = [...data.policies].reverse();
  return (
    <div className="page">
      <div className="row spread">
        <h1>{t('place.policy')}</h1>
        {admin && (
          <div className="row">
            <Action name="nameDeputy" done={refresh} />
            <Action name="adoptPolicy" type="primary" done={refresh} />
          </div>
        )}
      </div>
      <p className="hint">{t('policy.how')}</p>
      {versions.map((version, n) => {
        const before = flat(versions[n + 1]);
        const now = [...flat(version)];
        const shown = n === 0 ? now : now.filter(([name, value]) => before.get(name) !== value || n === versions.length - 1);
        return (
          <section key={version.version} className="panel">
            <div className="row">
              <h2 style={{ margin: 0 }}>
                {t('field.version')} {version.version}
              </h2>
              {n === 0 && <Chip tone="info">{t('policy.now')}</Chip>}
              <span className="quiet">
                {version.from ? <At at={version.from} zone="Asia/Shanghai" /> : t('policy.first')} {personName(version.by)} {version.reason}
              </span>
            </div>
            <dl className="facts" style={{ marginTop: 12, gridTemplateColumns: 'repeat(auto-fill, minmax(160px, max-content) minmax(90px, 1fr))' }}>
              {shown.map(([name, value]) => (
                <div key={name} style={{ display: 'contents' }}>
                  <dt>{t([`field.${name}`, name])}</dt>
                  <dd>
                    {span(value, t)}
                    {n < versions.length - 1 && before.get(name) !== value && <span className="quiet"> ← {span(before.get(name) ?? '', t)}</span>}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })}
      {admin && <section className="panel" aria-label={t('webhooks.title')}>
        <div className="row spread">
          <h2>{t('webhooks.title')}</h2>
          <div className="row">
            <Action name="retryDeliveries" done={refresh} />
            <Action name="registerWebhook" secret="secret" done={refresh} />
          </div>
        </div>
        <Table
          size="small"
          rowKey="name"
          pagination={false}
          dataSource={[...(data.webhooks ?? [])]}
          locale={{ emptyText: <Nothing words="webhooks.none" /> }}
          columns={[
            { title: t('webhooks.name'), dataIndex: 'name' },
            { title: t('field.address'), dataIndex: 'address', ellipsis: true },
            { title: t('field.centre'), render: (_, one) => centreName(one.centre) },
            { title: t('field.kinds'), render: (_, one) => one.kinds.map((kind) => word('NoticeKind', kind)).join('、') },
            { title: t('actions'), width: 140, render: (_, one) => <Action name="removeWebhook" fixed={{ name: one.name }} done={refresh} /> },
          ]}
        />
      </section>}
    </div>
  );
}
