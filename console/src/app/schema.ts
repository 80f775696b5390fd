import i18n from 'i18next';
import made from '../generated/schema.json';

/** What a value, field or list is made of, as the server's schema says. */
export interface Shape {
  scalar?: string;
  enum?: string;
  input?: string;
  list?: boolean;
  of?: Shape;
  required?: boolean;
}

export interface Field extends Shape {
  name: string;
  hint: string;
  clause: string | null;
  preset?: unknown;
}

export interface Command {
  name: string;
  clause: string | null;
  hint: string;
  of: string | null;
  input: string | null;
  args: (Field & { type: string })[];
  /** Whether it answers the rules that it would have broken. */
  refuses: boolean;
  /** Whether it answers with fields at all. */
  composite: boolean;
}

const schema = made as unknown as {
  enums: Record<string, Record<string, [zh: string, en: string, clause: string]>>;
  inputs: Record<string, Field[]>;
  commands: Command[];
};

export const commands = schema.commands;

export function command(name: string): Command {
  const found = commands.find((one) => one.name === name);
  if (!found) throw new Error(`no command ${name}`);
  return found;
}

export const fieldsOf = (input: string): Field[] => schema.inputs[input] ?? [];

export const valuesOf = (type: string): string[] => Object.keys(schema.enums[type] ?? {});

/** The word for a value, in the language that is shown. */
export function word(type: string, value: string | null | undefined): string {
  if (!value) return '';
  const words = schema.enums[type]?.[value];
  if (!i18n.language.startsWith('en')) return words?.[0] || value;
  const english = words?.[1] || value;
  return english.charAt(0).toUpperCase() + english.slice(1);
}

export const clauseOf = (type: string, value: string): string => schema.enums[type]?.[value]?.[2] ?? '';
