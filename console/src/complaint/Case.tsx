import { Button, Drawer, Dropdown, Modal } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery, useSubscription } from 'urql';
import { Action } from '../app/Action';
import { Chip, severityTone } from '../app/Chip';
import { useCompany } from '../app/company';
import { clauseOf, word } from '../app/schema';
import { Nothing, Problem, Waiting } from '../app/states';
import { At, Due, useNow } from '../app/time';
import { CaseChangedDocument, CaseDocument, type CaseFactsFragment, CaseNextDocument, type Operation, SimilarDocument } from '../generated/graphql';
import { Slip } from '../receipt/Slip';
import { CommandDrawer } from './CommandDrawer';
import { Flow } from './Flow';
import { Looks, Past } from './Past';
import { Story } from './Story';
import { stepOf } from './steps';

export default function Case() {
  const { number = '' } = useParams();
  const [{ data, fetching, error }, again] = useQuery({ query: CaseDocument, variables: { number } });
  if (error && !data) return <Problem error={error} again={again} />;
  if (!data) return fetching ? <Waiting /> : null;
  if (!data.complaint) return <Nothing words="case.none" />;
  return <Whole key={data.complaint.id} complaint={data.complaint} again={() => again({ requestPolicy: 'network-only' })} />;
}

/** What departments do all day (§4.6.1, §4.6.2): always within a thumb's reach. */
const DEPARTMENTS_OWN: Operation[] = ['RECORD_STEP', 'PLAN_MEASURES', 'COMPLETE_HANDLING'];

function Whole({ complaint, again }: { complaint: CaseFactsFragment; again(): void }) {
  const { t, i18n } = useTranslation();
  const { me, centreName, has } = useCompany();
  const [doing, setDoing] = useState<Operation | null>(null);
  const [slip, setSlip] = useState(false);
  const [past, setPast] = useState(false);
  const [looks, setLooks] = useState(false);
  const [{ data: next }, nextAgain] = useQuery({ query: CaseNextDocument, variables: { complaint: complaint.id, me: me.id } });
  const refresh = useCallback(() => {
    again();
    nextAgain({ requestPolicy: 'network-only' });
  }, [again, nextAgain]);
  useSubscription({ query: CaseChangedDocument, variables: { id: complaint.id } }, (_, change) => {
    if (change.complaintChanged.sequence > complaint.sequence) refresh();
    return change;
  });

  const mine = useMemo(() => {
    const can = new Set(complaint.possible.filter((one) => one.possible).map((one) => one.operation));
    const daily = has('DEPARTMENT_HEAD', 'DEPARTMENT_STAFF') ? DEPARTMENTS_OWN.filter((one) => can.has(one)) : [];
    return [...new Set([...(next?.mine.nodes.map((one) => one.action) ?? []), ...daily])].filter(stepOf);
  }, [next, complaint, has]);
  const others = complaint.possible.filter((one) => stepOf(one.operation) && !mine.includes(one.operation));
  const english = i18n.language.startsWith('en');
  const soonest = next?.all.nodes.find((one) => one.promise) ?? next?.all.nodes[0];
  return (
    <div className="page">
      <div className="row spread" style={{ marginBottom: 16 }}>
        <div>
          <h1 style={{ fontSize: 20, margin: 0 }}>{complaint.number}</h1>
          <div className="row" style={{ marginTop: 6 }}>
            <Chip tone="info">{word('ComplaintState', complaint.state)}</Chip>
            {complaint.judgement && <Chip tone="plain">{word('Classification', complaint.judgement.classification)}</Chip>}
            {complaint.judgement?.severity && (
              <Chip tone={severityTone(complaint.judgement.severity)}>{word('Severity', complaint.judgement.severity)}</Chip>
            )}
            <span className="quiet">{centreName(complaint.centre)}</span>
            {complaint.formerNumber && <span className="quiet">{t('case.former', { number: complaint.formerNumber })}</span>}
            {complaint.raises > 1 && <Chip tone="warn">{t('case.raised', { count: complaint.raises })}</Chip>}
            {soonest && (
              <>
                <b>{word('Operation', soonest.action)}</b>
                <Due due={soonest.promise ? soonest.due : null} missed={soonest.missed} zone={complaint.zone} />
              </>
            )}
          </div>
        </div>
        <div className="commands case-commands">
          {mine.map((operation) => (
            <Button key={operation} type="primary" onClick={() => setDoing(operation)}>
              {word('Operation', operation)}
            </Button>
          ))}
          {complaint.handover?.archivedAt && has('QUALITY') && (
            <Action name="draftLibraryCase" fixed={{ complaints: [complaint.id] }} centre={complaint.centre} done={() => {}} />
          )}
          {others.length > 0 && (
            <Dropdown
              trigger={['click']}
              menu={{
                style: { maxHeight: '70vh', overflow: 'auto' },
                items: [...others]
                  .sort((a, b) => Number(b.possible) - Number(a.possible))
                  .map((one) => ({
                    key: one.operation,
                    disabled: !one.possible,
                    label: (
                      <>
                        {word('Operation', one.operation)}{' '}
                        <span className="quiet">{one.possible ? clauseOf('Operation', one.operation) : ''}</span>
                        {one.why.map((why) => (
                          <div key={why.messageZh} className="quiet">
                            {english ? why.messageEn : why.messageZh} {why.clause}
                          </div>
                        ))}
                      </>
                    ),
                  })),
                onClick: ({ key }) => setDoing(key as Operation),
              }}
            >
              <Button>{t('case.more')}</Button>
            </Dropdown>
          )}
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                ...(has('AUDITOR') ? [{ key: 'looks', label: t('past.looks'), onClick: () => setLooks(true) }] : []),
                { key: 'past', label: t('past.title'), onClick: () => setPast(true) },
                ...(complaint.receipt ? [{ key: 'slip', label: t('receipt.forOwner'), onClick: () => setSlip(true) }] : []),
                { key: 'request', label: <a href={complaint.documents.serviceRequestRecord} target="_blank" rel="noreferrer">{t('case.requestForm')}</a> },
                { key: 'record', label: <a href={complaint.documents.handlingRecord} target="_blank" rel="noreferrer">{t('case.recordForm')}</a> },
              ],
            }}
          >
            <Button>{t('case.look')}</Button>
          </Dropdown>
        </div>
      </div>
      <div className="case">
        <section className="panel" aria-label={t('case.way')}>
          <h2>{t('case.way')}</h2>
          <Flow complaint={complaint} />
        </section>
        <div>
          <Facts complaint={complaint} />
          <section className="panel" aria-label={t('case.story')}>
            <h2>{t('case.story')}</h2>
            <Story complaint={complaint.id} sequence={complaint.sequence} zone={complaint.zone} />
          </section>
        </div>
        <div>
          <Promises complaint={complaint} />
          <Similar complaint={complaint} />
        </div>
      </div>
      <Drawer open={past} onClose={() => setPast(false)} title={t('past.title')} width={560}>
        {past && <Past complaint={complaint} />}
      </Drawer>
      <Drawer open={looks} onClose={() => setLooks(false)} title={t('past.looks')} width={420}>
        {looks && <Looks complaint={complaint.id} zone={complaint.zone} />}
      </Drawer>
      <Modal open={slip} onCancel={() => setSlip(false)} footer={null} title={t('receipt.forOwner')}>
        {complaint.receipt && <Slip number={complaint.number} secret={complaint.receipt} />}
      </Modal>
      {doing && (
        <CommandDrawer
          complaint={complaint.id}
          number={complaint.number}
          centre={complaint.centre}
          operation={doing}
          classification={complaint.judgement?.classification}
          severity={complaint.judgement?.severity}
          done={() => {
            setDoing(null);
            refresh();
          }}
          close={() => setDoing(null)}
        />
      )}
    </div>
  );
}

function Facts({ complaint }: { complaint: CaseFactsFragment }) {
  const { t } = useTranslation();
  const { personName, departmentName } = useCompany();
  const [preview, setPreview] = useState<CaseFactsFragment['evidence'][number] | null>(null);
  const { reception } = complaint;
  const about = [personName(reception.respondent.person), departmentName(reception.respondent.department), reception.respondent.named].filter(Boolean);
  const facts: [string, React.ReactNode][] = [
    [t('field.course'), reception.course ?? <span className="quiet">{t('case.closedText')}</span>],
    [t('field.demand'), reception.demand],
    [
      t('case.complainant'),
      [reception.complainant.name, reception.complainant.room, word('Capacity', reception.complainant.capacity)].filter(Boolean).join(' · '),
    ],
    [
      t('case.contact'),
      [word('ContactMethod', reception.complainant.method), reception.complainant.contact, reception.complainant.noContactWhy].filter(Boolean).join(' '),
    ],
    [t('field.place'), reception.place],
    [
      t('field.occurred'),
      reception.occurred.words ?? (reception.occurred.from && <At at={reception.occurred.from} zone={complaint.zone} />),
    ],
    [t('field.respondent'), about.join(' · ')],
    [
      t('case.received'),
      <>
        <At at={complaint.receivedAt} zone={complaint.zone} /> · {word('Channel', reception.channel)} · {personName(complaint.registeredBy)}
      </>,
    ],
    [t('field.criterion'), complaint.judgement?.criterion && word('Criterion', complaint.judgement.criterion)],
    [t('field.instruction'), complaint.direction?.instruction],
    [t('field.result'), complaint.completion?.result],
    [t('case.toFollow'), (reception.toFollow ?? []).map((one) => word('ReceptionContent', one)).join('、')],
  ];
  return (
    <section className="panel" aria-label={t('case.facts')}>
      <h2>{t('case.facts')}</h2>
      <dl className="facts">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        {complaint.measures.length > 0 && (
          <>
            <dt>{t('field.measures')}</dt>
            <dd>
              {complaint.measures.map((one) => (
                <div key={one.what ?? one.who + one.by}>
                  {word('MeasureKind', one.kind)}:{one.what} <span className="quiet">{personName(one.who)} · <At at={one.by} zone={complaint.zone} /></span>
                </div>
              ))}
            </dd>
          </>
        )}
        {complaint.links.length > 0 && (
          <>
            <dt>{t('case.links')}</dt>
            <dd>
              {complaint.links.map((one) => (
                <div key={one.complaint}>
                  {word('LinkKind', one.kind)} <Link to={`/case/${one.number}`}>{one.number}</Link>
                </div>
              ))}
            </dd>
          </>
        )}
        {complaint.corrections.map((one) => (
          <div key={one.at} style={{ display: 'contents' }}>
            <dt>{t('field.correction')}</dt>
            <dd>{one.correction}</dd>
          </div>
        ))}
        {complaint.evidence.length > 0 && (
          <>
            <dt>{t('case.evidence')}</dt>
            <dd className="row">
              {complaint.evidence.map((one) => (
                <Button key={one.sha256} onClick={() => setPreview(one)}>
                  {one.title ?? t('case.evidence')}
                </Button>
              ))}
            </dd>
          </>
        )}
      </dl>
      <Drawer open={!!preview} onClose={() => setPreview(null)} width={720} title={preview?.title}>
        {preview && <Preview address={`/complaints/${complaint.id}/evidence/${preview.sha256}`} type={preview.mediaType} title={preview.title ?? ''} />}
      </Drawer>
    </section>
  );
}

function Preview({ address, type, title }: { address: string; type: string; title: string }) {
  const { t } = useTranslation();
  if (type.startsWith('image/')) return <img src={address} alt={title} style={{ maxWidth: '100%' }} />;
  if (type.startsWith('audio/')) return <audio src={address} controls style={{ width: '100%' }} />;
  if (type.startsWith('video/')) return <video src={address} controls style={{ width: '100%' }} />;
  return (
    <a href={address} target="_blank" rel="noreferrer">
      {t('open')}
    </a>
  );
}

const OPEN = ['OPEN'];

/** Each with its bar from clock to due, and where the verdict by the times of recording is another, that too. */
function Promises({ complaint }: { complaint: CaseFactsFragment }) {
  const { t } = useTranslation();
  const now = useNow();
  const sorted = [...complaint.promises].sort(
    (a, b) => Number(OPEN.includes(b.verdict)) - Number(OPEN.includes(a.verdict)) || a.due.localeCompare(b.due),
  );
  return (
    <section className="panel" aria-label={t('case.promises')}>
      <h2>{t('case.promises')}</h2>
      {sorted.length === 0 && <Nothing words="case.noPromises" />}
      {sorted.map((one) => {
        const start = Date.parse(one.clock);
        const end = Date.parse(one.due);
        const until = one.verdict === 'OPEN' ? now : Date.parse(one.at ?? one.due);
        const share = end > start ? Math.min(100, Math.max(2, ((until - start) / (end - start)) * 100)) : 100;
        return (
          <div key={one.promise + one.n} className="promise">
            <div className="row spread">
              <span>
                {word('PromiseKind', one.promise)}
                {one.n > 1 && ` (${one.n})`}
              </span>
              <b style={{ color: one.verdict === 'MISSED' ? 'var(--bad)' : one.verdict === 'MET' ? 'var(--good)' : undefined }}>
                {one.verdict === 'MET' ? '✓ ' : one.verdict === 'MISSED' ? '✕ ' : ''}
                {word('Verdict', one.verdict)}
              </b>
            </div>
            <div className={`bar ${one.verdict.toLowerCase()}`}>
              <span style={{ width: `${share}%` }} />
            </div>
            <div className="row spread">
              <span className="quiet">
                <At at={one.clock} zone={complaint.zone} /> → <At at={one.due} zone={complaint.zone} />
              </span>
              {one.verdict === 'OPEN' && <Due due={one.due} missed={false} zone={complaint.zone} />}
            </div>
            {one.asRecorded !== one.verdict && <div className="hint">{t('case.asRecorded', { verdict: word('Verdict', one.asRecorded) })}</div>}
            {one.escalation > 0 && <div className="hint">{t('case.escalated', { level: one.escalation })}</div>}
          </div>
        );
      })}
    </section>
  );
}

function Similar({ complaint }: { complaint: CaseFactsFragment }) {
  const { t } = useTranslation();
  const [{ data }] = useQuery({ query: SimilarDocument, variables: { complaint: complaint.id } });
  const cases = data?.complaint?.similarCases ?? [];
  if (cases.length === 0) return null;
  return (
    <section className="panel" aria-label={t('case.similar')}>
      <h2>{t('case.similar')}</h2>
      {cases.map((one) => (
        <div key={one.libraryCase.id} className="promise">
          <Link to={`/library/${one.libraryCase.id}`}>{one.libraryCase.text.text.title}</Link>
          <div className="hint">
            {[one.sameCriterion && t('case.sameCriterion'), one.sameDepartment && t('case.sameDepartment'), one.words.length > 0 && t('case.words', { words: one.words.join('、') })]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </div>
      ))}
    </section>
  );
}
