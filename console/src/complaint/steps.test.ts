import { expect, test } from 'vitest';
import { commands, fieldsOf, valuesOf } from '../app/schema';
import en from '../words/en.json';
import zh from '../words/zh.json';
import { BY_RECEIPT, FINAL, steps } from './steps';

test('every command about a complaint is offered by its page, or is the owner’s', () => {
  const offered = new Set([...steps().map(([, mutation]) => mutation), ...BY_RECEIPT]);
  const asked = commands.filter((one) => one.of === 'complaint').map((one) => one.name);
  expect(asked.filter((one) => !offered.has(one))).toEqual([]);
  expect([...offered].filter((one) => !asked.includes(one))).toEqual([]);
});

test('every operation that is offered is one', () => {
  const known = new Set(valuesOf('Operation'));
  expect(steps().filter(([operation]) => !known.has(operation))).toEqual([]);
});

test('every field of every command has a word in both languages', () => {
  const inputs = new Set<string>();
  const visit = (input: string) => {
    if (inputs.has(input)) return;
    inputs.add(input);
    for (const field of fieldsOf(input)) {
      const inner = field.input ?? field.of?.input;
      if (inner) visit(inner);
    }
  };
  for (const one of commands) if (one.of === 'complaint' && one.input) visit(one.input);
  const silent = new Set<string>();
  for (const input of inputs) {
    for (const field of fieldsOf(input)) {
      if (!(field.name in zh.field) || !(field.name in en.field)) silent.add(field.name);
    }
  }
  silent.delete('sha256');
  expect([...silent]).toEqual([]);
});

test('what cannot be taken back says so in both languages', () => {
  for (const one of FINAL) {
    expect(zh.final).toHaveProperty(one);
    expect(en.final).toHaveProperty(one);
  }
});
