const KEPT = 'huifang.draft.';
/** What an owner said is not left lying in a browser for longer than a working day. */
const KEPT_FOR = 24 * 3_600_000;

interface Kept<T> {
  at: number;
  values: T;
}

/** What somebody has begun to write, kept in this browser for that person alone until it is sent. */
export function keepDraft<T>(person: string, values: T) {
  localStorage.setItem(KEPT + person, JSON.stringify({ at: Date.now(), values } satisfies Kept<T>));
}

export function keptDraft<T>(person: string, now = Date.now()): Kept<T> | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT + person) ?? 'null') as Kept<T> | null;
    if (kept && now - kept.at < KEPT_FOR) return kept;
  } catch {
    // What cannot be read is no draft.
  }
  dropDraft(person);
  return null;
}

export const dropDraft = (person: string) => localStorage.removeItem(KEPT + person);

/** Whoever signs out leaves nothing behind for whoever comes next. */
export function forgetDrafts() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(KEPT)) localStorage.removeItem(key);
  }
}
