import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLEnumType } from 'graphql';
import { expect, test } from 'vitest';
import type { Role } from '../generated/graphql';
import { appointed, atCentre, filled } from './appointments';

const FOLDER = '../api-graphql/src/main/resources/graphql';
const schema = buildSchema(
  readdirSync(FOLDER)
    .map((file) => readFileSync(join(FOLDER, file), 'utf8'))
    .join('\n'),
);

test('a role is asked for at a centre unless the schema calls it company-wide', () => {
  const told = schema.getType('Role')?.description ?? '';
  const wide = told.slice(told.indexOf('company-wide')).match(/[A-Z_]{4,}/g) ?? [];
  expect(wide).toContain('COMPANY_LEADER');
  const roles = (schema.getType('Role') as GraphQLEnumType).getValues().map((one) => one.name as Role).filter((role) => role !== 'SYSTEM' && role !== 'OWNER');
  expect(roles.filter((role) => !atCentre(role)).sort()).toEqual(wide.sort());
});

test('an appointment for a time goes back as it came', () => {
  const one = { role: 'TRAINEE' as const, centre: 'c1', department: null, from: '2026-03-01T01:00:00.000Z', until: '2026-04-01T16:00:30.000Z' };
  expect(appointed(filled(one, 'Asia/Shanghai'), 'Asia/Shanghai')).toEqual({ ...one, department: undefined });
  expect(appointed(filled({ ...one, from: null, until: null }, 'Asia/Shanghai'), 'Asia/Shanghai')).toEqual({
    role: 'TRAINEE',
    centre: 'c1',
    department: undefined,
    from: undefined,
    until: undefined,
  });
});
