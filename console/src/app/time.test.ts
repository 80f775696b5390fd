import { expect, test } from 'vitest';
import { clock, urgency } from './time';

test('a moment is told as the centre lives it, wherever the reader is', () => {
  expect(clock('2026-01-01T16:30:05Z', 'Asia/Shanghai', 'zh-CN')).toMatch(/1月2日 00:30$/);
  expect(clock('2019-12-31T23:30:00Z', 'Asia/Kathmandu', 'zh-CN')).toBe('2020年1月1日 05:15');
  expect(clock('2019-07-01T12:00:00Z', 'America/New_York', 'en')).toBe('1 Jul 2019 08:00');
});

test('what is due today is what is due before the centre’s own midnight', () => {
  const now = Date.parse('2026-01-01T10:00:00Z');
  expect(urgency('2026-01-01T15:59:00Z', false, now, 'Asia/Shanghai')).toBe('today');
  expect(urgency('2026-01-01T16:00:00Z', false, now, 'Asia/Shanghai')).toBe('later');
  expect(urgency('2026-01-01T11:00:00Z', false, now, 'Asia/Shanghai')).toBe('hour');
  expect(urgency('2026-01-01T09:59:00Z', false, now, 'Asia/Shanghai')).toBe('missed');
});
