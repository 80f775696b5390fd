import { Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '../app/states';
import { At } from '../app/time';
import { useHistory } from './history';

/** Events as sentences, what people said beside them; what was recorded late says so. */
export function Story({ complaint, sequence, zone }: { complaint: string; sequence: number; zone: string }) {
  const { t, i18n } = useTranslation();
  const [everything, setEverything] = useState(false);
  const entries = useHistory(complaint, sequence);
  const english = i18n.language.startsWith('en');
  if (!entries) return <Waiting />;
  const shown = everything ? entries : entries.filter((one) => one.name !== 'complaint.promises-observed');
  return (
    <>
      <label className="row quiet" style={{ marginBottom: 12 }}>
        <Switch size="small" checked={everything} onChange={setEverything} /> {t('case.withPromises')}
      </label>
      <ol className="story">
        {shown.map((one) => (
          <li key={one.sequence} className={one.role === 'SYSTEM' ? 'system' : undefined}>
            <div>{english ? one.en : one.zh}</div>
            {one.texts
              .filter((said) => said.text)
              .map((said) => (
                <div key={said.field} className="said">
                  {said.text}
                </div>
              ))}
            <div className="hint">
              <At at={one.at} zone={zone} />
              {one.recordedAt !== one.at && (
                <>
                  {' '}
                  · {t('case.recordedAt')} <At at={one.recordedAt} zone={zone} />
                </>
              )}{' '}
              · {one.clause}
              {one.lateReason && ` · ${one.lateReason}`}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
