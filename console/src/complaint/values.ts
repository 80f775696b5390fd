import dayjs from 'dayjs';
import { type Field, fieldsOf } from '../app/schema';
import { inZone } from '../app/time';

type Values = Record<string, unknown>;

/** What a form holds as the server's input: times in the centre's zone, and nothing where nothing was written. */
export function inputOf(input: string, values: Values, zone: string): Values {
  const made: Values = {};
  for (const field of fieldsOf(input)) {
    const value = valueOf(field, values[field.name], zone);
    if (value !== undefined) made[field.name] = value;
  }
  return made;
}

function valueOf(field: Field | (Omit<Field, 'name' | 'hint' | 'clause'>), value: unknown, zone: string): unknown {
  if (field.list) {
    if (!Array.isArray(value)) return field.required ? [] : undefined;
    return value.map((one) => valueOf({ ...field.of, required: true } as Field, one, zone));
  }
  if (field.input) {
    const made = inputOf(field.input, (value ?? {}) as Values, zone);
    return Object.keys(made).length > 0 || field.required ? made : undefined;
  }
  if (value === undefined || value === null) return undefined;
  if (dayjs.isDayjs(value)) return field.scalar === 'YearMonth' ? value.format('YYYY-MM') : inZone(value, zone);
  if (typeof value === 'string') {
    const text = value.trim();
    return text === '' ? undefined : text;
  }
  return value;
}

/** What a form holds as a command's arguments. */
export function argumentsOf(args: Field[], values: Values, zone: string): Values {
  const made: Values = {};
  for (const arg of args) {
    const value = valueOf(arg, values[arg.name], zone);
    if (value !== undefined) made[arg.name] = value;
  }
  return made;
}

/** Where in an action's form the field stands that a rule speaks of: an argument, or inside the one that has fields. */
export function placeOfArgument(field: string, args: Field[]): (string | number)[] {
  const place = placeOf(field).slice(1);
  if (args.some((arg) => arg.name === place[0])) return ['input', ...place];
  const holder = args.find((arg) => arg.input && fieldsOf(arg.input).some((one) => one.name === place[0]));
  return ['input', ...(holder ? [holder.name] : []), ...place];
}

/** Where in the form the field stands that a rule speaks of. */
export const placeOf = (field: string): (string | number)[] => [
  'input',
  ...field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
];
