import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useMutation, useQuery } from 'urql';
import { useCompany } from '../app/company';
import { word } from '../app/schema';
import { Nothing, Problem, Waiting } from '../app/states';
import { At } from '../app/time';
import { Action } from '../app/Action';
import { LibraryCaseDocument, ReadLibraryCaseDocument } from '../generated/graphql';

/** A case as a short article: what happened, why, what was done, what to learn, how it is prevented. */
export default function LibraryCase() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { me, departmentName, personName, zone, has } = useCompany();
  const refresh = () => again({ requestPolicy: 'network-only' });
  const [{ data, fetching, error }, again] = useQuery({ query: LibraryCaseDocument, variables: { id } });
  const [, read] = useMutation(ReadLibraryCaseDocument);
  const [said, setSaid] = useState(false);
  if (error && !data) return <Problem error={error} again={again} />;
  if (!data) return fetching ? <Waiting /> : null;
  const one = data.libraryCase;
  if (!one) return <Nothing words="library.none" />;
  const { text } = one.text;
  const mine = one.readings.find((reading) => reading.person === me.id);
  return (
    <div className="page">
      <article className="panel article">
        <h1 style={{ fontSize: 22, margin: '4px 0 8px' }}>{text.title}</h1>
        <p className="hint">
          {[word('Criterion', text.criterion), departmentName(text.department), word('Severity', text.severity), word('LibraryCaseState', one.state), t('library.version', { n: one.text.version })]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {(['facts', 'cause', 'experience', 'lesson', 'prevention'] as const).map((part) => (
          <section key={part}>
            <h2>{t(`library.${part}`)}</h2>
            <p>{text[part]}</p>
          </section>
        ))}
        <p className="hint" style={{ marginTop: 16 }}>
          {one.versions.map((version) => (
            <span key={version.version} style={{ marginRight: 12 }}>
              {t('library.version', { n: version.version })} {personName(version.by)} <At at={version.at} zone={zone(null)} />
            </span>
          ))}
        </p>
        {has('QUALITY') && (
          <div className="commands" style={{ marginBottom: 16 }}>
            {one.state !== 'RETIRED' && <Action name="reviseLibraryCase" fixed={{ libraryCase: one.id }} preset={{ text: { ...text, tags: [...text.tags], criterion: text.criterion ?? undefined, severity: text.severity ?? undefined, department: text.department ?? undefined } }} done={refresh} />}
            {(one.state === 'DRAFT' || one.state === 'RETURNED') && <Action name="submitLibraryCase" fixed={{ libraryCase: one.id }} type="primary" done={refresh} />}
            {one.state === 'IN_REVIEW' && <Action name="publishLibraryCase" fixed={{ libraryCase: one.id }} type="primary" done={refresh} />}
            {one.state === 'IN_REVIEW' && <Action name="returnLibraryCase" fixed={{ libraryCase: one.id }} done={refresh} />}
            {one.state === 'PUBLISHED' && <Action name="retireLibraryCase" fixed={{ libraryCase: one.id }} danger done={refresh} />}
          </div>
        )}
        {one.state === 'PUBLISHED' &&
          (mine || said ? (
            <p role="status">✓ {t('library.read')}</p>
          ) : (
            <Button
              type="primary"
              onClick={() =>
                void read({ id }).then((answer) => {
                  if (answer.data && answer.data.readLibraryCase.userErrors.length === 0) setSaid(true);
                })
              }
            >
              {t('library.haveRead')}
            </Button>
          ))}
      </article>
    </div>
  );
}
