import { Chip, type Tone } from './Chip';
import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

dayjs.extend(utc);
dayjs.extend(timezone);

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What clock and calendar show in the zone. A formatter is made once for each: dayjs's own `tz` makes one for every value, half a second for a list of fifty. */
function there(at: string | number, zone: string): dayjs.Dayjs {
  let shown = clocks.get(zone);
  if (!shown) {
    shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    clocks.set(zone, shown);
  }
  return dayjs.utc(`${shown.format(new Date(at)).replace(' ', 'T')}Z`);
}

const exactly = (at: string, zone: string): string => there(at, zone).format('YYYY-MM-DD HH:mm:ss');

/** As the centre's people live it: the time today, the day with it otherwise. */
export function clock(at: string, zone: string, language: string): string {
  const then = there(at, zone);
  const now = there(Date.now(), zone);
  if (then.isSame(now, 'day')) return then.format('HH:mm');
  const zh = !language.startsWith('en');
  return then.format(then.isSame(now, 'year') ? (zh ? 'M月D日 HH:mm' : 'D MMM HH:mm') : zh ? 'YYYY年M月D日 HH:mm' : 'D MMM YYYY HH:mm');
}

export const inZone = (value: dayjs.Dayjs, zone: string): string =>
  dayjs.tz(value.format('YYYY-MM-DDTHH:mm:ss'), zone).toISOString();

export function At({ at, zone }: { at: string; zone: string }) {
  const { i18n } = useTranslation();
  return (
    <time dateTime={at} title={`${exactly(at, zone)} ${zone}`}>
      {clock(at, zone, i18n.language)}
    </time>
  );
}

const TICK = 20_000;
let moment = Date.now();
let ticking: ReturnType<typeof setInterval> | undefined;
const watching = new Set<() => void>();

function watch(tell: () => void): () => void {
  watching.add(tell);
  ticking ??= setInterval(() => {
    moment = Date.now();
    for (const one of watching) one();
  }, TICK);
  return () => {
    watching.delete(tell);
    if (watching.size === 0) {
      clearInterval(ticking);
      ticking = undefined;
    }
  };
}

/** One clock for everybody who shows how long something has still to go. */
export function useNow(): number {
  useState(() => {
    if (!ticking) moment = Date.now();
  });
  return useSyncExternalStore(watch, () => moment);
}

/** What it has been for a while: not each letter that is typed is asked for. */
export function useDelayed<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

export type Urgency = 'missed' | 'hour' | 'today' | 'later' | 'none';

export function urgency(due: string | null | undefined, missed: boolean, now: number, zone: string): Urgency {
  if (missed) return 'missed';
  if (!due) return 'none';
  const left = dayjs(due).valueOf() - now;
  if (left < 0) return 'missed';
  if (left <= 3_600_000) return 'hour';
  return there(due, zone).isSame(there(now, zone), 'day') ? 'today' : 'later';
}

const TONES: Record<Urgency, Tone> = { missed: 'bad', hour: 'warn', today: 'soon', later: 'good', none: 'plain' };
const MARKS: Record<Urgency, string> = { missed: '✕', hour: '!', today: '◔', later: '○', none: '·' };

/** In colour, mark and words together, never in colour alone. */
export function Due({ due, missed, zone }: { due: string | null | undefined; missed: boolean; zone: string }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const how = urgency(due, missed, now, zone);
  if (!due) return <Chip tone="plain">{t('due.none')}</Chip>;
  return (
    <span className="due">
      <Chip tone={TONES[how]}>
        <span aria-hidden="true">{MARKS[how]} </span>
        {t(`due.${how}`)}
      </Chip>
      <span>{left(dayjs(due).valueOf() - now, t)}</span>
      <time dateTime={due} title={exactly(due, zone)} className="quiet">
        {clock(due, zone, i18n.language)}
      </time>
    </span>
  );
}

/** An ISO 8601 duration in words. */
export function span(duration: string, t: (key: string, values?: Record<string, unknown>) => string): string {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration);
  if (!parts) return duration;
  const minutes = Number(parts[1] ?? 0) * 1440 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return hours > 0 ? t('span.days', { days, hours }) : t('span.wholeDays', { days });
  return hours > 0 ? (minutes % 60 > 0 ? t('span.hours', { hours, minutes: minutes % 60 }) : t('span.wholeHours', { hours })) : t('span.minutes', { minutes });
}

/** How long still, or how long past, in words. */
export function left(milliseconds: number, t: (key: string, values?: Record<string, unknown>) => string): string {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const span =
    days > 0 ? t('span.days', { days, hours }) : hours > 0 ? t('span.hours', { hours, minutes: minutes % 60 }) : t('span.minutes', { minutes });
  return milliseconds < 0 ? t('span.past', { span }) : t('span.left', { span });
}
