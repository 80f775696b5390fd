import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CombinedError } from 'urql';
import { Chip, severityTone } from '../app/Chip';
import { useCompany } from '../app/company';
import { type Column, Rows } from '../app/Rows';
import { word } from '../app/schema';
import { At, Due } from '../app/time';
import type { ListedFragment } from '../generated/graphql';

const byId = (one: ListedFragment) => one.id;

interface Props {
  complaints: readonly ListedFragment[];
  loading: boolean;
  nothing: string;
  error: CombinedError | undefined;
  again(): void;
}

/** Complaints as rows; each leads to its own page. */
export function Listing({ complaints, loading, nothing, error, again }: Props) {
  const { t } = useTranslation();
  const { departmentName, centreName, mine } = useCompany();
  const columns = useMemo<Column<ListedFragment>[]>(
    () => [
      { title: t('field.number'), width: 185, render: (one) => <Link to={`/case/${one.number}`}>{one.number}</Link> },
      {
        title: t('field.class'),
        width: 150,
        render: (one) => (
          <>
            {word('Classification', one.judgement?.classification)}{' '}
            {one.judgement?.severity && <Chip tone={severityTone(one.judgement.severity)}>{word('Severity', one.judgement.severity)}</Chip>}
          </>
        ),
      },
      { title: t('field.course'), short: true, render: (one) => one.reception.course ?? <span className="quiet">{t('case.closedText')}</span> },
      { title: t('field.state'), width: 115, render: (one) => word('ComplaintState', one.state) },
      { title: t('field.department'), width: 105, render: (one) => departmentName(one.routing?.department) },
      ...(mine.length > 1 ? [{ title: t('field.centre'), width: 120, short: true, render: (one: ListedFragment) => centreName(one.centre) }] : []),
      { title: t('case.received'), width: 115, render: (one) => <At at={one.receivedAt} zone={one.zone} /> },
      { title: t('due.next'), width: 195, render: (one) => (one.dueNext ? <Due due={one.dueNext} missed={false} zone={one.zone} /> : '') },
    ],
    [t, departmentName, centreName, mine],
  );
  return <Rows<ListedFragment> rowKey={byId} loading={loading} rows={complaints} minWidth={900} nothing={nothing} error={error} again={again} columns={columns} />;
}
