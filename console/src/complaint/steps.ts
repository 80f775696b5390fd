import type { Operation } from '../generated/graphql';

/** The mutation by which staff carry out an operation on a complaint. */
const STEPS: Partial<Record<Operation, string>> = {
  AMEND: 'amendRecord',
  CALL_IN_SUPERIOR: 'callInSuperior',
  ATTACH_EVIDENCE: 'attachEvidence',
  CLASSIFY: 'classifyComplaint',
  RECLASSIFY: 'reclassifyComplaint',
  APPEAL_JUDGEMENT: 'appealJudgement',
  DECIDE_APPEAL: 'decideAppeal',
  ASSESS_SEVERITY: 'assessSeverity',
  RAISE_SEVERITY: 'raiseSeverity',
  LOWER_SEVERITY: 'lowerSeverity',
  PRESENT: 'presentComplaint',
  DIRECT: 'directDisposal',
  ROUTE: 'routeComplaint',
  RETURN_ROUTING: 'returnRouting',
  ASK_TO_ASSIST: 'askToAssist',
  AGREE_LIMIT: 'agreeLimit',
  PLAN_MEASURES: 'planMeasures',
  RECORD_STEP: 'recordHandlingStep',
  COMPLETE_HANDLING: 'completeHandling',
  SUBMIT_HANDLING_RECORD: 'submitHandlingRecord',
  ACCEPT_HANDLING_RECORD: 'acceptHandlingRecord',
  SEND_BACK_HANDLING_RECORD: 'sendBackHandlingRecord',
  REPORT_TO_SUPERVISOR: 'reportToSupervisor',
  INFORM_OWNER: 'informOwner',
  EXPLAIN_UNMET_DEMAND: 'explainUnmetDemand',
  ARRANGE_RETURN_VISIT: 'arrangeReturnVisit',
  RECORD_RETURN_VISIT: 'recordReturnVisit',
  WAIVE_RETURN_VISIT: 'waiveReturnVisit',
  CLOSE: 'closeComplaint',
  HAND_OVER_RECORDS: 'handOverRecord',
  ARCHIVE_RECORD: 'archiveRecord',
  CORRECT_ARCHIVED_RECORD: 'correctArchivedRecord',
  WITHDRAW: 'withdrawComplaint',
  RAISE_AGAIN: 'raiseAgain',
  REOPEN: 'reopenComplaint',
  LINK: 'linkComplaints',
  TRANSFER: 'transferComplaint',
  VOID: 'voidComplaint',
};

/** What the owner alone does, by the receipt. */
export const BY_RECEIPT = ['rateHandling'];

export const stepOf = (operation: Operation): string | undefined => STEPS[operation];

export const steps = (): [Operation, string][] => Object.entries(STEPS) as [Operation, string][];

/** What cannot be taken back, or takes a complaint away: said before it is done. */
export const FINAL: Operation[] = ['VOID', 'TRANSFER', 'WITHDRAW', 'CLOSE', 'ARCHIVE_RECORD', 'WAIVE_RETURN_VISIT'];
