import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../app/client';
import { Refusals } from '../app/refusals';
import { useSession } from '../app/session';

export function SignIn() {
  const { t, i18n } = useTranslation();
  const { signIn, company } = useSession();
  const [refusals, setRefusals] = useState<Refusal[]>(() => {
    const refused = new URLSearchParams(location.search).get('refused');
    return refused === 'company' || refused === 'person'
      ? [{ code: refused, clause: '', field: null, messageZh: t(`signIn.refused.${refused}`, { lng: 'zh-CN' }), messageEn: t(`signIn.refused.${refused}`, { lng: 'en' }) }]
      : [];
  });
  const [busy, setBusy] = useState(false);
  const [coded, setCoded] = useState(false);
  const enter = async ({ person, password, code }: { person: string; password: string; code?: string }) => {
    setBusy(true);
    setRefusals([]);
    try {
      await signIn(person, password, code?.trim());
    } catch (refusal) {
      if ((refusal as Refusal).code === 'CODE_NEEDED') setCoded(true);
      else setRefusals([refusal as Refusal]);
      setBusy(false);
    }
  };
  return (
    <main className="door">
      <div className="panel">
        <div className="row" style={{ marginBottom: 16 }}>
          <img src="/app/icon.svg" alt="" width={36} height={36} />
          <h1 style={{ fontSize: 20, margin: 0, flex: 1 }}>{t('signIn.title')}</h1>
          <Button type="text" onClick={() => void i18n.changeLanguage(i18n.language.startsWith('en') ? 'zh-CN' : 'en')}>
            {i18n.language.startsWith('en') ? '中文' : 'English'}
          </Button>
        </div>
        <Refusals refusals={refusals} />
        <Form layout="vertical" onFinish={(values) => void enter(values)} requiredMark={false}>
          <Form.Item name="person" label={t('signIn.person')} rules={[{ required: true, message: t('signIn.personNeeded') }]}>
            <Input autoFocus autoComplete="username" maxLength={100} />
          </Form.Item>
          <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('signIn.passwordNeeded') }]}>
            <Input.Password autoComplete="current-password" maxLength={200} />
          </Form.Item>
          {coded && (
            <Form.Item name="code" label={t('signIn.code')} rules={[{ required: true, message: t('signIn.codeNeeded') }]}>
              <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={8} />
            </Form.Item>
          )}
          <Button type="primary" htmlType="submit" block loading={busy}>
            {t('signIn.enter')}
          </Button>
        </Form>
        {company && (
          <Button block href={company} style={{ marginTop: 12 }}>
            {t('signIn.company')}
          </Button>
        )}
        <p className="hint">{t('signIn.forgotten')}</p>
      </div>
    </main>
  );
}
