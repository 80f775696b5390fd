import { QRCode, Typography } from 'antd';
import { useTranslation } from 'react-i18next';

/** What the owner takes along: by its secret they see their complaint and may speak again. */
export function Slip({ number, secret }: { number: string; secret: string }) {
  const { t } = useTranslation();
  const address = `${location.origin}/app/receipt#${secret}`;
  return (
    <div className="row" style={{ alignItems: 'flex-start' }}>
      <QRCode value={address} size={148} bgColor="#ffffff" color="#000000" />
      <div style={{ flex: 1, minWidth: 200 }}>
        <b>{number}</b>
        <p className="hint">{t('receipt.slip')}</p>
        <Typography.Paragraph copyable={{ text: address }} style={{ margin: 0 }}>
          {t('receipt.address')}
        </Typography.Paragraph>
      </div>
    </div>
  );
}
