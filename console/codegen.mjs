// Makes, from the server's schema: the types of every operation in src, and what the forms of commands are drawn from.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as documentNode from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, parse, printSchema } from 'graphql';

const FOLDER = '../api-graphql/src/main/resources/graphql';
// The sources, not the printed schema: their values stand in the order in which people think of them.
const source = readdirSync(FOLDER)
  .sort()
  .map((file) => readFileSync(join(FOLDER, file), 'utf8'))
  .join('\n');
const schema = buildSchema(source);
const folders = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? folders(join(folder, entry.name)) : entry.name.endsWith('.graphql') ? [join(folder, entry.name)] : [],
  );
const documents = folders('src')
  .sort()
  .map((location) => ({ location, document: parse(readFileSync(location, 'utf8')) }));

const config = {
  scalars: { DateTime: 'string', Date: 'string', YearMonth: 'string', Duration: 'string', Long: 'number', PersonalText: 'string' },
  enumsAsTypes: true,
  useTypeImports: true,
  avoidOptionals: { field: true },
};
const types = await codegen({
  schema: parse(printSchema(schema)),
  schemaAst: schema,
  documents,
  filename: 'graphql.ts',
  config,
  plugins: [{ operations: {} }, { documentNode: {} }],
  pluginMap: {
    operations: { plugin: operations.plugin },
    documentNode: { plugin: documentNode.plugin },
  },
});
mkdirSync('src/generated', { recursive: true });
writeFileSync('src/generated/graphql.ts', types);

const clause = (text) => /^\s*(§[\d.]+(?: [a-z](?= ))?)/.exec(text ?? '')?.[1] ?? null;
const ROLE = new RegExp(`\\b(${schema.getType('Role').getValues().map((one) => one.name).join('|')})\\b`);
/** As people read it: without clauses, and without who may, which is told by what is offered. */
const plain = (text) =>
  (text ?? '')
    .replace(/^\s*§[\d.]+(?: [a-z])?(?:, §[\d.]+)*:?\s*/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.;]) /)
    .filter((sentence) => !ROLE.test(sentence))
    .join(' ')
    .replace(/;$/, '.');
const enums = {};
const inputs = {};
function shape(type) {
  if (isNonNullType(type)) return { ...shape(type.ofType), required: true };
  if (isListType(type)) return { list: true, of: shape(type.ofType) };
  if (isEnumType(type)) {
    enums[type.name] ??= Object.fromEntries(
      type.getValues().map((value) => [value.name, [...plain(value.description).split(' / ').concat('').slice(0, 2), clause(value.description) ?? '']]),
    );
    return { enum: type.name };
  }
  if (isInputObjectType(type)) {
    if (!inputs[type.name]) {
      inputs[type.name] = [];
      inputs[type.name] = Object.values(type.getFields()).map((field) => ({
        name: field.name,
        hint: plain(field.description),
        clause: clause(field.description),
        preset: field.defaultValue,
        ...shape(field.type),
      }));
    }
    return { input: type.name };
  }
  return { scalar: type.name };
}
const commands = Object.values(schema.getMutationType().getFields()).map((field) => ({
  name: field.name,
  clause: clause(field.description),
  hint: plain(field.description),
  of: field.args.some((arg) => arg.name === 'complaint') && field.args.some((arg) => arg.name === 'input') ? 'complaint' : null,
  input: shape(field.args.find((arg) => arg.name === 'input')?.type ?? schema.getType('String')).input ?? null,
  args: field.args.map((arg) => ({
    name: arg.name,
    type: String(arg.type),
    hint: plain(arg.description),
    clause: clause(arg.description),
    preset: arg.defaultValue,
    ...shape(arg.type),
  })),
  refuses: isObjectType(getNamedType(field.type)) && 'userErrors' in getNamedType(field.type).getFields(),
  composite: isObjectType(getNamedType(field.type)),
}));
for (const type of Object.values(schema.getTypeMap())) if (isEnumType(type) && !type.name.startsWith('__')) shape(type);
writeFileSync('src/generated/schema.json', JSON.stringify({ enums, inputs, commands }));
