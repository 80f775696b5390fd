import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import en from './en.json';
import zh from './zh.json';

type Tree = { [key: string]: string | string[] | Tree };
const leaves = (tree: Tree, path = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'object' && !Array.isArray(value) ? leaves(value, `${path}${key}.`) : [`${path}${key}`],
  );
const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? sources(join(folder, entry.name)) : /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.') ? [join(folder, entry.name)] : [],
  );

test('both languages say the same things', () => {
  expect(leaves(en as Tree)).toEqual(leaves(zh as Tree));
});

test('every word that is asked for is there', () => {
  const known = new Set(leaves(zh as Tree));
  const missing: string[] = [];
  for (const file of sources('src')) {
    for (const [, key] of readFileSync(file, 'utf8').matchAll(/\bt\('([a-zA-Z.]+)'/g)) {
      if (key && !known.has(key)) missing.push(`${file}: ${key}`);
    }
    for (const [, key] of readFileSync(file, 'utf8').matchAll(/(?:words|nothing)="([a-zA-Z.]+)"/g)) {
      if (key && !known.has(key) && !known.has(`problem.${key}`)) missing.push(`${file}: ${key}`);
    }
  }
  expect(missing).toEqual([]);
});
