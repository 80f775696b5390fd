import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Refusal } from './client';

export const told = (refusal: Refusal, language: string): string =>
  language.startsWith('en') ? refusal.messageEn : refusal.messageZh;

/** What is wrong, by which clause; what belongs to a field is shown beside it instead. */
export function Refusals({ refusals }: { refusals: Refusal[] }) {
  const { i18n } = useTranslation();
  if (refusals.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      style={{ marginBottom: 16 }}
      message={refusals.map((one) => (
        <div key={one.code + one.field}>
          {told(one, i18n.language)} <span className="quiet">{one.clause}</span>
        </div>
      ))}
    />
  );
}
