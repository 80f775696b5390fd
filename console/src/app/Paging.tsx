import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** Back over the pages that were seen, and on to the next, where there is one. */
export function Paging({ after, setAfter, end }: { after: (string | null)[]; setAfter(after: (string | null)[]): void; end: string | null | undefined }) {
  const { t } = useTranslation();
  if (after.length < 2 && !end) return null;
  return (
    <div className="row" style={{ justifyContent: 'flex-end', marginTop: 12 }}>
      <Button disabled={after.length < 2} onClick={() => setAfter(after.slice(0, -1))}>
        {t('page.before')}
      </Button>
      <Button disabled={!end} onClick={() => end && end !== after.at(-1) && setAfter([...after, end])}>
        {t('page.next')}
      </Button>
    </div>
  );
}
