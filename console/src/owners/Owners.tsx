import { Input, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { Action } from '../app/Action';
import { CentreSelect } from '../app/CentreSelect';
import { useCompany } from '../app/company';
import { word } from '../app/schema';
import { Nothing, Problem } from '../app/states';
import { OwnersFoundDocument, type OwnersFoundQuery } from '../generated/graphql';

type Owner = OwnersFoundQuery['owners'][number];

/** The registry of a centre's owners, found by what people say: a room, a name, a phone. */
export default function Owners() {
  const { t } = useTranslation();
  const { mine, has } = useCompany();
  const [centre, setCentre] = useState(mine[0] ?? '');
  const [text, setText] = useState('');
  const [{ data, fetching, error }, again] = useQuery({ query: OwnersFoundDocument, variables: { centre, text }, pause: text.trim().length < 2 });
  const keeps = has('RECEPTIONIST', 'CS_SUPERVISOR');
  const refresh = () => again({ requestPolicy: 'network-only' });
  return (
    <div className="page">
      <div className="row spread" style={{ marginBottom: 12 }}>
        <h1 style={{ fontSize: 20, margin: 0 }}>{t('place.owners')}</h1>
        <div className="row">
          <CentreSelect value={centre} onChange={(value) => setCentre(value ?? '')} />
          <Input.Search aria-label={t('owners.find')} placeholder={t('owners.find')} allowClear onSearch={setText} style={{ width: 280 }} />
          {keeps && <Action name="registerOwner" preset={{ input: { centre, capacity: 'OWNER', rooms: [], phones: [] } }} centre={centre} type="primary" done={refresh} />}
          {keeps && <a href={`/documents/owners.xlsx?centre=${centre}`}>XLSX</a>}
        </div>
      </div>
      {error && !data && <Problem error={error} again={again} />}
      <Table<Owner>
        rowKey="id"
        size="middle"
        loading={fetching && !data}
        pagination={false}
        scroll={{ x: 860 }}
        dataSource={text.trim().length < 2 ? [] : (data?.owners ?? [])}
        locale={{ emptyText: <Nothing words={text.trim().length < 2 ? 'owners.none' : 'search.noOwner'} /> }}
        columns={[
          { title: t('field.name'), width: 140, render: (_, one) => one.name },
          { title: t('field.capacity'), width: 90, render: (_, one) => word('Capacity', one.capacity) },
          { title: t('field.rooms'), render: (_, one) => one.rooms.join('、') },
          { title: t('field.phones'), render: (_, one) => one.phones.join('、') },
          {
            title: t('place.search'),
            render: (_, one) =>
              one.openComplaints.map((complaint) => (
                <Link key={complaint.id} to={`/case/${complaint.number}`} style={{ marginRight: 8 }}>
                  {complaint.number}
                </Link>
              )),
          },
          {
            title: t('actions'),
            width: 240,
            render: (_, one) =>
              one.movedOutAt ? (
                t('owners.movedOut')
              ) : keeps ? (
                <div className="row">
                  <Action
                    name="amendOwner"
                    centre={one.centre}
                    preset={{ input: { owner: one.id, capacity: one.capacity, name: one.name, rooms: one.rooms, phones: one.phones } }}
                    done={refresh}
                  />
                  <Action name="ownerMovesOut" centre={one.centre} preset={{ input: { owner: one.id } }} done={refresh} />
                </div>
              ) : null,
          },
        ]}
      />
    </div>
  );
}
