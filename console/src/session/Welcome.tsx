import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Refusal } from '../app/client';
import { Refusals } from '../app/refusals';
import { useSession } from '../app/session';

/** Where an invitation leads: its secret stands behind the hash, and never reaches a server's log. */
export function Welcome() {
  const { t } = useTranslation();
  const { choosePassword } = useSession();
  const go = useNavigate();
  const [invitation] = useState(() => location.hash.slice(1));
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [busy, setBusy] = useState(false);
  const choose = async ({ password }: { password: string }) => {
    setBusy(true);
    setRefusals([]);
    try {
      await choosePassword(invitation, password);
      void go('/work', { replace: true });
    } catch (refusal) {
      setRefusals([refusal as Refusal]);
      setBusy(false);
    }
  };
  return (
    <main className="door">
      <div className="panel">
        <h1 style={{ fontSize: 20, marginTop: 0 }}>{t('welcome.title')}</h1>
        <p className="hint">{t('welcome.how')}</p>
        <Refusals refusals={refusals} />
        <Form layout="vertical" onFinish={(values) => void choose(values)} requiredMark={false}>
          <Form.Item name="password" label={t('welcome.password')} rules={[{ required: true, min: 10, message: t('welcome.long') }]}>
            <Input.Password autoFocus autoComplete="new-password" maxLength={200} />
          </Form.Item>
          <Form.Item
            name="again"
            label={t('welcome.again')}
            dependencies={['password']}
            rules={[
              ({ getFieldValue }) => ({
                validator: (_, value) => (value === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error(t('welcome.differs')))),
              }),
            ]}
          >
            <Input.Password autoComplete="new-password" maxLength={200} />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={busy}>
            {t('welcome.choose')}
          </Button>
        </Form>
      </div>
    </main>
  );
}
