import { useState } from 'react';

/** What was there before, until what was asked for instead has come: a page that is left does not vanish first. */
export function useKept<T>(value: T | undefined): T | undefined {
  const [kept, keep] = useState(value);
  if (value !== undefined && value !== kept) keep(() => value);
  return value ?? kept;
}
