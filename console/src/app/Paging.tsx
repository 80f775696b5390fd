import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** The pages that were seen of a list, by where each begins; whoever asks for another list (a filter, a centre, back in the history) begins anew. */
export function usePages(of: unknown): [(string | null)[], (after: (string | null)[]) => void] {
  const asked = JSON.stringify(of);
  const [pages, setPages] = useState({ of: asked, after: [null] as (string | null)[] });
  return [pages.of === asked ? pages.after : [null], (after) => setPages({ of: asked, after })];
}

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
