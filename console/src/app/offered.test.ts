import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, Kind, parse } from 'graphql';
import { expect, test } from 'vitest';
import { steps } from '../complaint/steps';
import en from '../words/en.json';
import zh from '../words/zh.json';
import { commands, fieldsOf } from './schema';

/** What programs do, not people at a page. */
const NOT_PEOPLES = ['importComplaint', 'importOwners'];

const files = (folder: string, end: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name), end) : entry.name.endsWith(end) ? [join(folder, entry.name)] : [],
  );

const mutationsOf = (document: DocumentNode): string[] =>
  document.definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION && one.operation === 'mutation'
      ? one.selectionSet.selections.flatMap((field) => (field.kind === Kind.FIELD ? [field.name.value] : []))
      : [],
  );

const actions = files('src', '.tsx').flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/<Action\s+name="(\w+)"/g)].map(([, name]) => name ?? ''));

test('every mutation is offered by a page', () => {
  const offered = new Set([
    ...NOT_PEOPLES,
    ...steps().map(([, name]) => name),
    ...actions,
    ...files('src', '.graphql').flatMap((file) => mutationsOf(parse(readFileSync(file, 'utf8')))),
  ]);
  expect(commands.map((one) => one.name).filter((name) => !offered.has(name))).toEqual([]);
});

test('every action is a mutation, named in both languages, and so is each of its fields', () => {
  const known = new Map(commands.map((one) => [one.name, one]));
  expect(actions.filter((name) => !known.has(name))).toEqual([]);
  const silent = new Set<string>();
  const visit = (input: string, seen: Set<string>) => {
    if (seen.has(input)) return;
    seen.add(input);
    for (const field of fieldsOf(input)) {
      if (!(field.name in zh.field) || !(field.name in en.field)) silent.add(`${input}.${field.name}`);
      const inner = field.input ?? field.of?.input;
      if (inner) visit(inner, seen);
    }
  };
  for (const name of actions) {
    if (!(name in zh.mutation) || !(name in en.mutation)) silent.add(name);
    for (const arg of known.get(name)?.args ?? []) {
      const inner = arg.input ?? arg.of?.input;
      if (inner) visit(inner, new Set());
      if (!(arg.name in zh.field) && arg.name !== 'key' && arg.name !== 'expectedSequence') silent.add(`${name}.${arg.name}`);
    }
  }
  expect([...silent].filter((one) => !/\.(key|expectedSequence)$/.test(one))).toEqual([]);
});

test('every page is told of in a guide, in both languages', () => {
  const guides = files('../docs/guide', '.md').map((file) => ({ zh: file.endsWith('.zh.md'), text: readFileSync(file, 'utf8') }));
  const told = (language: boolean) => guides.filter((one) => one.zh === language).map((one) => one.text).join('\n');
  const places = [...readFileSync('src/app/Doors.tsx', 'utf8').matchAll(/<Route path="\/(\w+)"/g)].map(([, place]) => place ?? '');
  const names = (words: typeof zh): Record<string, string> => ({
    ...words.place,
    case: words.case.story,
    settings: words.settings.title,
    welcome: words.welcome.title,
    receipt: words.receipt.title,
  });
  expect(places.filter((place) => !told(true).includes(`「${names(zh)[place] ?? place}」`))).toEqual([]);
  expect(places.filter((place) => !told(false).includes(`**${names(en)[place] ?? place}**`))).toEqual([]);
});
