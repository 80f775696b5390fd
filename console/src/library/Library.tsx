import { Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useCompany } from '../app/company';
import { word } from '../app/schema';
import { Nothing, Problem, Waiting } from '../app/states';
import { DepartmentFilter, EnumFilter } from '../app/Filters';
import { Paging, usePages } from '../app/Paging';
import { type LibraryCaseState,
  type Criterion, LibraryCasesDocument, type LibraryOrder, type Severity } from '../generated/graphql';

/** Any part of a text is found; what was found is marked. */
export default function Library() {
  const { t } = useTranslation();
  const { departmentName, has } = useCompany();
  const [asked, ask] = useSearchParams();
  const [after, setAfter] = usePages(asked.toString());
  const text = asked.get('text') ?? '';
  const order = (asked.get('order') as LibraryOrder | null) ?? 'NEWEST';
  const [{ data, fetching, error }, again] = useQuery({
    query: LibraryCasesDocument,
    variables: {
      filter: {
        text: text || undefined,
        criterion: (asked.get('criterion') as Criterion | null) ?? undefined,
        severity: (asked.get('severity') as Severity | null) ?? undefined,
        department: asked.get('department') ?? undefined,
        tag: asked.get('tag') ?? undefined,
        state: (asked.get('state') as LibraryCaseState | null) ?? undefined,
      },
      order: text ? order : 'NEWEST',
      first: 20,
      after: after.at(-1) ?? null,
      text,
    },
  });
  const set = (name: string, value: string | null | undefined) => {
    const next = new URLSearchParams(asked);
    if (value) next.set(name, value);
    else next.delete(name);
    ask(next);
  };
  const cases = data?.libraryCases;
  return (
    <div className="page">
      <h1>{t('place.library')}</h1>
      <div className="row" style={{ marginBottom: 16 }}>
        <Input.Search
          aria-label={t('library.search')}
          placeholder={t('library.search')}
          defaultValue={text}
          allowClear
          maxLength={100}
          style={{ maxWidth: 420 }}
          onSearch={(value) => set('text', value.trim())}
        />
        <EnumFilter type="Criterion" name="criterion" width={220} value={asked.get('criterion')} onChange={(value) => set('criterion', value)} />
        <DepartmentFilter value={asked.get('department')} onChange={(value) => set('department', value)} />
        <EnumFilter type="Severity" name="severity" width={110} value={asked.get('severity')} onChange={(value) => set('severity', value)} />
        {has('QUALITY') && <EnumFilter type="LibraryCaseState" name="state" width={120} value={asked.get('state')} onChange={(value) => set('state', value)} />}
        {text && (
          <Segmented
            aria-label={t('library.order')}
            value={order}
            onChange={(value) => set('order', String(value))}
            options={(['NEWEST', 'BEST'] as const).map((value) => ({ value, label: word('LibraryOrder', value) }))}
          />
        )}
      </div>
      {asked.get('tag') && (
        <p>
          #{asked.get('tag')}{' '}
          <button type="button" onClick={() => set('tag', null)}>
            {t('search.clear')}
          </button>
        </p>
      )}
      {error && !cases && <Problem error={error} again={again} />}
      {fetching && !cases && <Waiting />}
      {cases && <p className="hint" role="status">{t('library.found', { count: cases.count })}</p>}
      {cases?.nodes.length === 0 && <Nothing words="library.nothing" />}
      {cases?.nodes.map((one) => (
        <article key={one.id} className="panel">
          <h2>
            <Link to={`/library/${one.id}`}>{one.text.text.title}</Link>
          </h2>
          <p style={{ margin: '0 0 8px' }}>
            {text && one.marked.length > 0
              ? one.marked.map((piece, n) => (piece.hit ? <mark key={`${n}${piece.text}`} className="hit">{piece.text}</mark> : <span key={`${n}${piece.text}`}>{piece.text}</span>))
              : `${one.text.text.facts.slice(0, 160)}${one.text.text.facts.length > 160 ? '…' : ''}`}
          </p>
          <div className="hint">
            {[
              word('Criterion', one.text.text.criterion),
              departmentName(one.text.text.department),
              word('Severity', one.text.text.severity),
              one.state !== 'PUBLISHED' && word('LibraryCaseState', one.state),
            ]
              .filter(Boolean)
              .join(' · ')}{' '}
            {one.text.text.tags.map((tag) => (
              <Link key={tag} to={`/library?tag=${encodeURIComponent(tag)}`} style={{ marginRight: 8 }}>
                #{tag}
              </Link>
            ))}
          </div>
        </article>
      ))}
      <Paging after={after} setAfter={setAfter} end={cases?.pageInfo.hasNextPage ? cases.pageInfo.endCursor : null} />
    </div>
  );
}
