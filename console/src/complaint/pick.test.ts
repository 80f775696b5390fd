import { expect, test } from 'vitest';
import { numberOf } from './pick';

test('a number is meant as it is printed, or by its day at the centre', () => {
  expect(numberOf(' kf-hupan-20260302-0004 ', 'other')).toBe('KF-hupan-20260302-0004');
  expect(numberOf('20260302-0004', 'hupan')).toBe('KF-hupan-20260302-0004');
  expect(numberOf('20260302-0004', '')).toBeUndefined();
  expect(numberOf('KF-hupan-2026', 'hupan')).toBeUndefined();
  expect(numberOf('3-2-1101', 'hupan')).toBeUndefined();
});
