import { Alert, Button, Empty, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CombinedError } from 'urql';

/** A list or page on its way: nothing at first, so that what is quick does not flicker. */
export function Waiting() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return late ? <Skeleton active paragraph={{ rows: 6 }} style={{ padding: 24 }} aria-busy="true" /> : null;
}

export function Problem({ error, words, again }: { error?: CombinedError; words?: string; again(): void }) {
  const { t } = useTranslation();
  const offline = !!error?.networkError;
  return (
    <Alert
      style={{ margin: 24 }}
      type={offline ? 'warning' : 'error'}
      showIcon
      message={words ? t(`problem.${words}`) : offline ? t('problem.offline') : t('problem.failed')}
      description={error && !offline ? error.graphQLErrors.map((one) => one.message).join('\n') || error.message : t('problem.kept')}
      action={<Button onClick={() => again()}>{t('again')}</Button>}
    />
  );
}

export function Nothing({ words }: { words: string }) {
  const { t } = useTranslation();
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(words)} style={{ padding: 32 }} />;
}
