import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompany } from '../app/company';
import { word } from '../app/schema';
import { At } from '../app/time';
import type { CaseFactsFragment } from '../generated/graphql';

interface Station {
  name: string;
  at: string | null | undefined;
  by?: string | null | undefined;
  note?: ReactNode;
  /** Not a station of every complaint's way. */
  skipped?: boolean;
}

/** Who raises by itself (§4.4.1 a, c). */
const SYSTEM = 'system';

/** The flow chart of §4.2 as this complaint goes it: what is done, by whom and when, where it is, what is still to come. */
export function Flow({ complaint }: { complaint: CaseFactsFragment }) {
  const { t } = useTranslation();
  const { personName, departmentName } = useCompany();
  const judged = complaint.judgement;
  const severity = judged?.severity;
  const informed = complaint.informings.filter((one) => one.reached).at(-1);
  const visited = complaint.visits.filter((one) => one.reached).at(-1);
  const valid = judged?.classification === 'VALID_COMPLAINT';
  const presented = valid && (severity === 'MAJOR' || severity === 'IMPORTANT');
  const stations: Station[] = [
    { name: 'REGISTER', at: complaint.receivedAt, by: complaint.registeredBy },
    { name: 'CLASSIFY', at: judged?.at, by: judged?.judgedBy, note: judged && word('Classification', judged.classification) },
    { name: 'ASSESS_SEVERITY', at: judged?.assessedAt, by: judged?.assessedBy, note: word('Severity', severity), skipped: !!judged && !valid },
    { name: 'PRESENT', at: complaint.presentation?.at, by: complaint.presentation?.by, note: word('Role', complaint.presentation?.to), skipped: !!judged && !presented && !complaint.presentation },
    { name: 'DIRECT', at: complaint.direction?.at, by: complaint.direction?.by, skipped: !!judged && !presented && !complaint.direction },
    { name: 'ROUTE', at: complaint.routing?.at, by: complaint.routing?.by, note: departmentName(complaint.routing?.department) },
    { name: 'PLAN_MEASURES', at: complaint.measures.length > 0 ? (complaint.routing?.at ?? null) : null, note: complaint.measures.length > 0 ? t('flow.measures', { count: complaint.measures.length }) : null },
    { name: 'COMPLETE_HANDLING', at: complaint.completion?.at, by: complaint.completion?.by, note: word('DemandMet', complaint.completion?.demandMet) },
    { name: 'SUBMIT_HANDLING_RECORD', at: complaint.handlingRecord?.submittedAt, by: complaint.handlingRecord?.submittedBy },
    { name: 'ACCEPT_HANDLING_RECORD', at: complaint.handlingRecord?.acceptedAt, by: complaint.handlingRecord?.acceptedBy },
    { name: 'REPORT_TO_SUPERVISOR', at: complaint.reportedAt, by: complaint.reportedBy },
    { name: 'INFORM_OWNER', at: informed?.at, by: informed?.by },
    { name: 'RECORD_RETURN_VISIT', at: visited?.at ?? complaint.visitWaivedAt, by: visited?.by, note: visited?.satisfaction ? t(`score.${visited.satisfaction}`) : complaint.visitWaivedAt ? t('flow.waived') : null },
    { name: 'CLOSE', at: complaint.ending?.at, by: complaint.ending?.by, note: complaint.ending && word('ComplaintState', complaint.state) },
  ].filter((one) => !one.skipped);
  const ended = !!complaint.ending;
  const now = stations.findIndex((one) => !one.at);
  return (
    <ol className="flow">
      {stations.map((one, n) => {
        const how = one.at ? 'done' : n === now && !ended ? 'now' : 'open';
        return (
          <li key={one.name} className={how} aria-current={how === 'now' ? 'step' : undefined}>
            <span className="mark" aria-hidden="true">
              {how === 'done' ? '✓' : how === 'now' ? '▸' : '·'}
            </span>
            <span>
              {word('Operation', one.name)} {one.note && <span className="quiet">{one.note}</span>}
            </span>
            {one.at && one.name !== 'PLAN_MEASURES' && (
              <span className="who">
                {one.by === SYSTEM ? word('Role', 'SYSTEM') : personName(one.by)} <At at={one.at} zone={complaint.zone} />
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
