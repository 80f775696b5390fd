import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { Paging } from '../app/Paging';
import { VisitsOwedDocument } from '../generated/graphql';
import { Listing } from '../search/Listing';

/** §4.6.4: every owner is visited; here are those who have not been yet. */
export default function Visits() {
  const { t } = useTranslation();
  const [after, setAfter] = useState<(string | null)[]>([null]);
  const [{ data, fetching, error }, again] = useQuery({
    query: VisitsOwedDocument,
    variables: { centre: null, first: 50, after: after.at(-1) ?? null },
  });
  return (
    <div className="page">
      <h1>{t('place.visits')}</h1>
      <p className="hint">{t('visits.all')}</p>
      <Listing complaints={data?.returnVisitsOwed.nodes ?? []} loading={fetching} error={error} again={again} nothing="visits.none" />
      <Paging after={after} setAfter={setAfter} end={data?.returnVisitsOwed.pageInfo.hasNextPage ? data.returnVisitsOwed.pageInfo.endCursor : null} />
    </div>
  );
}
