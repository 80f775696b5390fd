import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCompany } from './company';
import { valuesOf, word } from './schema';

interface Filter {
  value: string | null | undefined;
  onChange(value: string | undefined): void;
  width?: number;
}

/** One of the values of a type of the schema, or none. */
export function EnumFilter({ type, name, value, onChange, width = 130 }: Filter & { type: string; name: string }) {
  const { t } = useTranslation();
  return (
    <Select
      allowClear
      showSearch
      optionFilterProp="label"
      aria-label={t(`field.${name}`)}
      placeholder={t(`field.${name}`)}
      style={{ minWidth: width }}
      value={value ?? undefined}
      onChange={onChange}
      options={valuesOf(type).map((one) => ({ value: one, label: word(type, one) }))}
    />
  );
}

/** One of the company's departments, or none. */
export function DepartmentFilter({ value, onChange, width = 130 }: Filter) {
  const { t } = useTranslation();
  const { departments } = useCompany();
  return (
    <Select
      allowClear
      aria-label={t('field.department')}
      placeholder={t('field.department')}
      style={{ minWidth: width }}
      value={value ?? undefined}
      onChange={onChange}
      options={departments.map((one) => ({ value: one.id, label: one.name }))}
    />
  );
}

/** One of the company's people, or none. */
export function PersonFilter({ value, onChange, width = 130 }: Filter) {
  const { t } = useTranslation();
  const { people } = useCompany();
  return (
    <Select
      allowClear
      showSearch
      optionFilterProp="label"
      aria-label={t('field.todoOf')}
      placeholder={t('field.todoOf')}
      style={{ minWidth: width }}
      value={value ?? undefined}
      onChange={onChange}
      options={people.map((one) => ({ value: one.id, label: one.name }))}
    />
  );
}
