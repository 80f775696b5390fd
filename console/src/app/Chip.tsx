import type { ReactNode } from 'react';

export type Tone = 'bad' | 'warn' | 'soon' | 'good' | 'info' | 'plain';

/** A word on a ground; told apart by its words, its tone only helps. */
export function Chip({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`chip ${tone}`}>{children}</span>;
}

export const severityTone = (severity: string | null | undefined): Tone =>
  severity === 'MAJOR' ? 'bad' : severity === 'IMPORTANT' ? 'warn' : 'plain';
