import { Button, Checkbox, DatePicker, Form, Input, InputNumber, Radio, Select } from 'antd';
import type { NamePath } from 'antd/es/form/interface';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useCompany } from '../app/company';
import { clauseOf, type Field, fieldsOf, valuesOf, word } from '../app/schema';
import { PickCasesDocument } from '../generated/graphql';
import { ComplaintChoice } from './ComplaintChoice';

/** What narrows the choices of a form: the complaint that it is about. */
export interface About {
  centre: string;
  classification?: string | null;
  severity?: string | null;
}

const LONG = new Set(['facts', 'cause', 'experience', 'lesson', 'prevention', 'opening', 'raised', 'text', 'causes', 'trend', 'proposals', 'course', 'demand', 'reason', 'result', 'what', 'words', 'instruction', 'explanation', 'note', 'correction', 'consent', 'whyNoMeasures', 'lateReason', 'noContactWhy']);
const PEOPLE = new Set(['person', 'who', 'visitor', 'deputy']);
const PEOPLE_LISTS = new Set(['people', 'attended', 'handlers']);
/** Of the roles, those that the field can name. */
const SOME_OF: Record<string, string[]> = {
  'PresentComplaintInput.to': ['MANAGER', 'COMPANY_LEADER'],
  'CallInSuperiorInput.superior': ['CS_SUPERVISOR', 'MANAGER'],
};
/** §4.3: each class has criteria of its own; §4.4: each severity has grounds. */
const CLAUSE_OF: Record<string, string> = {
  VALID_COMPLAINT: '§4.3.1',
  COORDINATION_WORK: '§4.3.2',
  EXCESSIVE_DEMAND: '§4.3.3',
  MAJOR: '§4.4.1',
  IMPORTANT: '§4.4.2',
  MINOR: '§4.4.3',
};

/** The fields of an input of the schema, in its order but for what is better asked first. */
export function Fields({ input, path, about, hidden = [] }: { input: string; path: (string | number)[]; about: About; hidden?: string[] }) {
  const fields = fieldsOf(input).filter((field) => !hidden.includes(field.name));
  const first = ['classification', 'severity', 'reached', 'means', 'demandMet'];
  const rank = (field: Field) => {
    const at = first.indexOf(field.name);
    return (at < 0 ? first.length : at) + (field.required ? 0 : 0.5);
  };
  return (
    <>
      {[...fields]
        .sort((a, b) => rank(a) - rank(b))
        .map((field) => (
          <FieldInput key={field.name} field={field} path={path} about={about} of={input} />
        ))}
    </>
  );
}

/** As a rule of its own: what the library says of a required one, it says of an element that may not say so. */
export const beChosen = (message: string) => ({
  validator: (_: unknown, value: unknown) =>
    value === undefined || value === null || value === '' || (typeof value === 'string' && value.trim() === '')
      ? Promise.reject(new Error(message))
      : Promise.resolve(),
});

/** @param of the input or command whose field it is: the same name may mean something else elsewhere */
export function FieldInput({ field, path, about, of }: { field: Field; path: (string | number)[]; about: About; of: string }) {
  const { t, i18n } = useTranslation();
  const name = [...path, field.name];
  const label = t([`fieldOf.${of}.${field.name}`, `field.${field.name}`, field.name]);
  const hint = i18n.language.startsWith('en') ? field.hint : '';
  if (field.input) {
    return (
      <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
        <legend className="quiet" style={{ marginBottom: 8 }}>
          {label}
        </legend>
        <Fields input={field.input} path={name} about={about} />
      </fieldset>
    );
  }
  if (field.list && field.of?.input) return <ListOf field={field} name={name} about={about} label={label} />;
  return (
    <Form.Item
      name={name as NamePath}
      label={label}
      extra={hint}
      valuePropName={field.scalar === 'Boolean' && !field.required ? 'checked' : 'value'}
      className={field.required && field.preset === undefined ? 'needed' : undefined}
      rules={field.required && field.preset === undefined ? [beChosen(t('needed', { field: label }))] : []}
    >
      {control(field, about, label, of)}
    </Form.Item>
  );
}

function ListOf({ field, name, about, label }: { field: Field; name: (string | number)[]; about: About; label: string }) {
  const { t } = useTranslation();
  return (
    <Form.List name={name as NamePath} initialValue={field.required ? [{}] : []}>
      {(items, { add, remove }) => (
        <fieldset style={{ border: 0, padding: 0, margin: '0 0 16px' }}>
          <legend className="quiet">{label}</legend>
          {items.map((item, n) => (
            <div key={item.key} className="panel">
              <div className="row spread">
                <b>{n + 1}</b>
                <Button type="link" onClick={() => remove(item.name)}>
                  {t('remove')}
                </Button>
              </div>
              <Fields input={field.of?.input ?? ''} path={[item.name]} about={about} />
            </div>
          ))}
          <Button onClick={() => add({})} block>
            {t('add', { what: label })}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}

function control(field: Field, about: About, label: string, of: string) {
  const choices = SOME_OF[`${of}.${field.name}`];
  if (choices && field.enum) return <Choice type={field.enum} name={field.name} label={label} about={about} only={choices} />;
  if (of === 'LinkComplaintsInput' && field.name === 'to') return <ComplaintChoice centre={about.centre} label={label} one />;
  if (field.list && PEOPLE_LISTS.has(field.name)) return <PersonChoice centre={about.centre} label={label} several />;
  if (field.list && field.name === 'cases') return <CaseChoice label={label} />;
  if (field.list && field.name === 'complaints') return <ComplaintChoice centre={about.centre} label={label} />;
  if (field.list && field.name === 'right') return <RightOnes label={label} />;
  if (field.name === 'complaint') return <ComplaintChoice centre={about.centre} label={label} one />;
  if (field.scalar === 'Duration') return <Input maxLength={30} placeholder="PT30M" />;
  if (field.list) return <Many field={field} label={label} />;
  if (field.enum) return <Choice type={field.enum} name={field.name} label={label} about={about} />;
  if (field.scalar === 'Boolean') return field.required ? <YesNo label={label} /> : <Checkbox>{label}</Checkbox>;
  if (field.scalar === 'Int' || field.scalar === 'Long') {
    return field.name === 'satisfaction' ? <Score label={label} /> : <InputNumber min={0} style={{ width: '100%' }} />;
  }
  if (field.scalar === 'DateTime') return <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" style={{ width: '100%' }} />;
  if (field.scalar === 'YearMonth') return <DatePicker picker="month" format="YYYY-MM" style={{ width: '100%' }} />;
  if (PEOPLE.has(field.name)) return <PersonChoice centre={about.centre} label={label} />;
  if (field.name === 'department') return <DepartmentChoice label={label} />;
  if (field.name === 'centre') return <CentreChoice label={label} />;
  if (LONG.has(field.name)) return <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={field.name === 'course' ? 5000 : 2000} />;
  return <Input maxLength={200} />;
}

function Many({ field, label, ...rest }: { field: Field; label: string }) {
  const type = field.of?.enum;
  return type ? (
    <Select mode="multiple" optionFilterProp="label" aria-label={label} options={valuesOf(type).map((value) => ({ value, label: word(type, value) }))} {...rest} />
  ) : (
    <Select mode="tags" aria-label={label} open={false} {...rest} />
  );
}

/** Few choices are all seen at once; many are looked for by their words. */
export function Choice({ type, name, label, about, only, ...rest }: { type: string; name: string; label: string; about: About; only?: string[] }) {
  const form = Form.useFormInstance();
  const classification = Form.useWatch((values) => values?.input?.classification ?? about.classification, form);
  const severity = Form.useWatch((values) => values?.input?.severity ?? about.severity, form);
  const narrowed = name === 'criterion' ? CLAUSE_OF[classification] : name === 'ground' ? CLAUSE_OF[severity] : undefined;
  const values = valuesOf(type).filter((value) => (!only || only.includes(value)) && (!narrowed || clauseOf(type, value).startsWith(narrowed)));
  if (values.length <= 5 && !narrowed) {
    return (
      <Radio.Group aria-label={label} optionType="button" options={values.map((value) => ({ value, label: word(type, value) }))} {...rest} />
    );
  }
  return (
    <Select
      showSearch
      allowClear
      aria-label={label}
      optionFilterProp="label"
      options={values.map((value) => ({ value, label: word(type, value) }))}
      {...rest}
    />
  );
}

function YesNo({ label, ...rest }: { label: string }) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      aria-label={label}
      optionType="button"
      options={[
        { value: true, label: t('yes') },
        { value: false, label: t('no') },
      ]}
      {...rest}
    />
  );
}

function Score({ label, ...rest }: { label: string }) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      aria-label={label}
      optionType="button"
      options={[1, 2, 3, 4, 5].map((value) => ({ value, label: `${value} ${t(`score.${value}`)}` }))}
      {...rest}
    />
  );
}

function PersonChoice({ centre, label, several, ...rest }: { centre: string; label: string; several?: boolean }) {
  const { people, departmentName } = useCompany();
  const here = people.filter((one) => !one.leftAt && one.appointments.some((a) => !centre || !a.centre || a.centre === centre));
  return (
    <Select
      mode={several ? 'multiple' : undefined}
      showSearch
      allowClear
      aria-label={label}
      optionFilterProp="label"
      options={here.map((one) => ({
        value: one.id,
        label: `${one.name} · ${[...new Set(one.appointments.map((a) => departmentName(a.department) || word('Role', a.role)))].join('、')}`,
      }))}
      {...rest}
    />
  );
}

/** Published cases, found while typing. */
function CaseChoice({ label, ...rest }: { label: string }) {
  const [text, setText] = useState('');
  const [{ data }] = useQuery({ query: PickCasesDocument, variables: { text: text || undefined } });
  return (
    <Select
      mode="multiple"
      showSearch
      filterOption={false}
      aria-label={label}
      onSearch={setText}
      options={data?.libraryCases.nodes.map((one) => ({ value: one.id, label: one.text.text.title }))}
      {...rest}
    />
  );
}

/** Options count from 1 for people, from 0 for the server. */
function RightOnes({ label, ...rest }: { label: string }) {
  return (
    <Select mode="multiple" optionFilterProp="label" aria-label={label} options={Array.from({ length: 8 }, (_, n) => ({ value: n, label: String(n + 1) }))} {...rest} />
  );
}

function DepartmentChoice({ label, ...rest }: { label: string }) {
  const { departments } = useCompany();
  return (
    <Select
      showSearch
      allowClear
      aria-label={label}
      optionFilterProp="label"
      options={departments.map((one) => ({ value: one.id, label: one.name }))}
      {...rest}
    />
  );
}

function CentreChoice({ label, ...rest }: { label: string }) {
  const { centres } = useCompany();
  return <Select aria-label={label} options={centres.map((one) => ({ value: one.id, label: one.name }))} {...rest} />;
}

