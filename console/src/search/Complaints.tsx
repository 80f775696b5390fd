import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { CentreSelect } from '../app/CentreSelect';
import { DepartmentFilter, EnumFilter } from '../app/Filters';
import { Paging, usePages } from '../app/Paging';
import { useCompany } from '../app/company';
import { word } from '../app/schema';
import { type Classification, type ComplaintFilter, ComplaintsDocument, type ComplaintState, FindOwnersDocument, type Severity } from '../generated/graphql';
import { Listing } from './Listing';

const AT_ONCE = 50;

/** What is asked stands in the address, so that a list can be sent to a colleague. */
export default function Complaints() {
  const { t } = useTranslation();
  const [asked, ask] = useSearchParams();
  const text = asked.get('text') ?? '';
  const filter: ComplaintFilter = {
    centre: asked.get('centre') ?? undefined,
    department: asked.get('department') ?? undefined,
    state: (asked.get('state') as ComplaintState | null) ?? undefined,
    classification: (asked.get('classification') as Classification | null) ?? undefined,
    severity: (asked.get('severity') as Severity | null) ?? undefined,
    open: asked.get('open') === null ? undefined : asked.get('open') === 'true',
  };
  const [after, setAfter] = usePages(filter);
  const [{ data, fetching, error }, again] = useQuery({
    query: ComplaintsDocument,
    variables: { filter, first: AT_ONCE, after: after.at(-1) ?? null },
    pause: !!text,
  });
  const set = (name: string, value: string | null | undefined) => {
    const next = new URLSearchParams(asked);
    if (value) next.set(name, value);
    else next.delete(name);
    ask(next);
  };
  return (
    <div className="page">
      <h1>{t('place.search')}</h1>
      {text ? (
        <ByOwner text={text} clear={() => set('text', null)} />
      ) : (
        <>
          <div className="row" style={{ marginBottom: 12 }}>
            <Segmented
              aria-label={t('search.which')}
              value={asked.get('open') ?? ''}
              onChange={(value) => set('open', String(value))}
              options={[
                { value: '', label: t('search.all') },
                { value: 'true', label: t('search.open') },
                { value: 'false', label: t('search.ended') },
              ]}
            />
            <CentreSelect all value={asked.get('centre') ?? undefined} onChange={(value) => set('centre', value)} />
            <EnumFilter type="ComplaintState" name="state" value={asked.get('state')} onChange={(value) => set('state', value)} />
            <EnumFilter type="Classification" name="classification" value={asked.get('classification')} onChange={(value) => set('classification', value)} />
            <EnumFilter type="Severity" name="severity" value={asked.get('severity')} onChange={(value) => set('severity', value)} />
            <DepartmentFilter value={asked.get('department')} onChange={(value) => set('department', value)} />
          </div>
          <Listing complaints={data?.complaints.nodes ?? []} loading={fetching} error={error} again={again} nothing="search.nothing" />
          <Paging after={after} setAfter={setAfter} end={data?.complaints.pageInfo.hasNextPage ? data.complaints.pageInfo.endCursor : null} />
        </>
      )}
    </div>
  );
}

/** Rooms, phones and names lead to owners, and owners to what is open of theirs. */
function ByOwner({ text, clear }: { text: string; clear(): void }) {
  const { t } = useTranslation();
  const { mine, centreName } = useCompany();
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <b>{t('search.for', { text })}</b>
        <Button onClick={clear}>{t('search.clear')}</Button>
      </div>
      {mine.map((centre) => (
        <OwnersOf key={centre} centre={centre} name={centreName(centre)} text={text} />
      ))}
    </>
  );
}

function OwnersOf({ centre, name, text }: { centre: string; name: string; text: string }) {
  const { t } = useTranslation();
  const [{ data, fetching }] = useQuery({ query: FindOwnersDocument, variables: { centre, text } });
  return (
    <section className="panel">
      <h2>{name}</h2>
      {data?.owners.length === 0 && !fetching && <p className="quiet">{t('search.noOwner')}</p>}
      {data?.owners.map((owner) => (
        <div key={owner.id} className="promise">
          <b>{owner.name}</b> {owner.rooms.join('、')} <span className="quiet">{owner.phones.join('、')} · {word('Capacity', owner.capacity)}</span>
          {owner.openComplaints.map((one) => (
            <div key={one.id}>
              <a href={`/app/case/${one.number}`}>{one.number}</a> {word('ComplaintState', one.state)} · {one.reception.course?.slice(0, 60)}
            </div>
          ))}
        </div>
      ))}
    </section>
  );
}
