import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { StoryDocument, type StoryQuery } from '../generated/graphql';

export type Entry = NonNullable<StoryQuery['complaint']>['history']['nodes'][number];

/** All that happened to a complaint, read page after page; read on whenever the complaint has moved on. */
export function useHistory(complaint: string, sequence: number): Entry[] | null {
  const client = useClient();
  const [entries, setEntries] = useState<Entry[] | null>(null);
  useEffect(() => {
    let gone = false;
    const read = async () => {
      const all: Entry[] = [];
      let after = -1;
      for (;;) {
        const { data } = await client.query(StoryDocument, { complaint, after }, { requestPolicy: 'network-only' }).toPromise();
        const page = data?.complaint?.history;
        if (gone || !page) return;
        all.push(...page.nodes);
        const last = page.nodes.at(-1);
        if (!page.pageInfo.hasNextPage || !last) break;
        after = last.sequence;
      }
      setEntries(all);
    };
    void read();
    return () => {
      gone = true;
    };
  }, [client, complaint, sequence]);
  return entries;
}
