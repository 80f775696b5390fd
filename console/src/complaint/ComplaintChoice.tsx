import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, useQuery } from 'urql';
import { word } from '../app/schema';
import { useDelayed } from '../app/time';
import { ComplaintsOfOwnerDocument, ComplaintWithNumberDocument, OwnersToPickDocument, type PickedFragment, PickComplaintsDocument } from '../generated/graphql';
import { numberOf } from './pick';

const TYPING = 300;

/** What was typed, and the complaints that it means. */
interface Found {
  text: string;
  complaints: PickedFragment[];
}

/** The centre's latest; any other is found by its number, or by its owner's room, name or phone. */
export function ComplaintChoice({ centre, label, one, ...rest }: { centre: string; label: string; one?: boolean }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const text = useDelayed(typed.trim(), TYPING);
  const [{ data }] = useQuery({ query: PickComplaintsDocument, variables: { centre: centre || undefined } });
  const found = useComplaints(text, centre);
  // Those that were offered keep their words when they are chosen and something else is looked for.
  const [offered, setOffered] = useState<Map<string, PickedFragment>>(new Map());
  const latest = data?.complaints.nodes ?? [];
  const wanted = typed.trim().toLowerCase();
  const shown = wanted
    ? [...new Map([...latest.filter((known) => known.number.toLowerCase().includes(wanted)), ...(found?.complaints ?? [])].map((each) => [each.id, each])).values()]
    : latest;
  const said = (each: PickedFragment) => `${each.number} ${word('ComplaintState', each.state)}`;
  return (
    <Select
      mode={one ? undefined : 'multiple'}
      showSearch
      allowClear
      filterOption={false}
      aria-label={label}
      placeholder={t('pick.how')}
      onSearch={setTyped}
      onSelect={(id: string) => {
        const chosen = shown.find((each) => each.id === id);
        if (chosen) setOffered(new Map(offered).set(id, chosen));
      }}
      labelRender={({ label: known, value }) => {
        const chosen = offered.get(String(value));
        return known ?? (chosen ? said(chosen) : String(value));
      }}
      notFoundContent={found?.text === typed.trim() ? t('pick.nothing') : t('pick.looking')}
      options={shown.map((each) => ({ value: each.id, label: said(each) }))}
      {...rest}
    />
  );
}

/** Null until it is known. */
function useComplaints(text: string, centre: string): Found | null {
  const client = useClient();
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    let wanted = true;
    const look = async (): Promise<PickedFragment[]> => {
      const number = numberOf(text, centre);
      if (number) {
        const { data } = await client.query(ComplaintWithNumberDocument, { number }).toPromise();
        return data?.complaint ? [data.complaint] : [];
      }
      if (!text || !centre) return [];
      const { data } = await client.query(OwnersToPickDocument, { centre, text }).toPromise();
      const theirs = await Promise.all((data?.owners ?? []).map((owner) => client.query(ComplaintsOfOwnerDocument, { centre, owner: owner.id }).toPromise()));
      return theirs.flatMap((answer) => answer.data?.complaints.nodes ?? []);
    };
    void look().then((complaints) => {
      if (wanted) setFound({ text, complaints });
    });
    return () => {
      wanted = false;
    };
  }, [client, text, centre]);
  return found;
}
