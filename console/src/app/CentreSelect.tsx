import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCompany } from './company';

/** One of the person's own centres, where they have several; without a value, all of them. */
export function CentreSelect({ value, onChange, all }: { value: string | undefined; onChange(centre: string | undefined): void; all?: boolean }) {
  const { t } = useTranslation();
  const { mine, centres } = useCompany();
  if (mine.length < 2) return null;
  return (
    <Select
      allowClear={all}
      aria-label={t('field.centre')}
      placeholder={t('boards.allCentres')}
      style={{ minWidth: 180 }}
      value={value}
      onChange={onChange}
      options={centres.filter((one) => mine.includes(one.id)).map((one) => ({ value: one.id, label: one.name }))}
    />
  );
}
