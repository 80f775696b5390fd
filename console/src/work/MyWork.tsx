import { Alert, Button } from 'antd';
import { memo, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery, useSubscription } from 'urql';
import { useCompany } from '../app/company';
import { word } from '../app/schema';
import { Nothing, Problem, Waiting } from '../app/states';
import { Due, type Urgency, urgency, useNow } from '../app/time';
import { CommandDrawer } from '../complaint/CommandDrawer';
import { stepOf } from '../complaint/steps';
import { MyQueueDocument, QueueChangedDocument, type TodoFragment } from '../generated/graphql';

const GROUPS: Urgency[] = ['missed', 'hour', 'today', 'later', 'none'];
const AT_ONCE = 100;

/** Not complaints, but what I must do, by due, each with the one button that does it. */
export default function MyWork() {
  const { t } = useTranslation();
  const { zone } = useCompany();
  const go = useNavigate();
  const now = useNow();
  const [{ data, fetching, error }, again] = useQuery({ query: MyQueueDocument, variables: { first: AT_ONCE, after: null } });
  const [fresh, setFresh] = useState(0);
  const [doing, setDoing] = useState<TodoFragment | null>(null);
  const [chosen, setChosen] = useState(-1);
  useSubscription({ query: QueueChangedDocument }, (_, change) => {
    setFresh((n) => n + 1);
    return change;
  });
  const refresh = useCallback(() => {
    setFresh(0);
    again({ requestPolicy: 'network-only' });
  }, [again]);

  const todos = useMemo(() => data?.myQueue.nodes ?? [], [data]);
  const groups = useMemo(
    () =>
      GROUPS.map((group) => ({
        group,
        items: todos.filter((todo) => urgency(todo.due, todo.missed, now, zone(todo.centre)) === group),
      })).filter(({ items }) => items.length > 0),
    [todos, now, zone],
  );
  const inOrder = useMemo(() => groups.flatMap(({ items }) => items), [groups]);

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (doing || (event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT|BUTTON|A)$/.test(event.target.tagName))) return;
      if (event.key === 'j') setChosen((n) => Math.min(n + 1, inOrder.length - 1));
      if (event.key === 'k') setChosen((n) => Math.max(n - 1, 0));
      const todo = inOrder[chosen];
      if (event.key === 'Enter' && todo) setDoing(todo);
      if (event.key === 'o' && todo) void go(`/case/${todo.number}`);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [inOrder, chosen, doing, go]);

  return (
    <div className="page">
      <div className="row spread">
        <h1 style={{ fontSize: 20, margin: '0 0 12px' }}>{t('work.title')}</h1>
        {fresh > 0 && data && (
          <Button type="link" onClick={refresh} className="updates">
            {t('work.fresh', { count: fresh })}
          </Button>
        )}
      </div>
      {error && !data && <Problem error={error} again={again} />}
      {error && data && <Alert type="warning" showIcon banner message={t('problem.stale')} />}
      {!data && fetching && <Waiting />}
      {data && todos.length === 0 && <Nothing words="work.nothing" />}
      {groups.map(({ group, items }) => (
        <section key={group} className="panel" aria-label={t(`work.${group}`)}>
          <h2>
            {t(`work.${group}`)} <span className="quiet">{items.length}</span>
          </h2>
          {items.map((todo) => (
            <Todo key={todo.complaint + todo.action + todo.promise} todo={todo} selected={inOrder[chosen] === todo} take={setDoing} />
          ))}
        </section>
      ))}
      {data?.myQueue.pageInfo.hasNextPage && <p className="hint">{t('work.more', { count: AT_ONCE })}</p>}
      {doing && (
        <CommandDrawer
          complaint={doing.complaint}
          number={doing.number}
          centre={doing.centre}
          operation={doing.action}
          classification={doing.classification}
          severity={doing.severity}
          done={() => {
            setDoing(null);
            refresh();
          }}
          close={() => setDoing(null)}
        />
      )}
    </div>
  );
}

/** Drawn anew only where it has changed, however long the list is. */
const Todo = memo(function Todo({ todo, selected, take }: { todo: TodoFragment; selected: boolean; take(todo: TodoFragment): void }) {
  const { t } = useTranslation();
  const { zone, centreName, mine } = useCompany();
  const go = useNavigate();
  return (
    <div className={`todo${selected ? ' selected' : ''}`}>
      <div>
        <div className="what">
          <b>{word('Operation', todo.action)}</b> · <Link to={`/case/${todo.number}`}>{todo.number}</Link>
        </div>
        <div className="quiet">
          {[
            todo.promise && word('PromiseKind', todo.promise),
            word('Severity', todo.severity) || word('Classification', todo.classification),
            word('ComplaintState', todo.state),
            mine.length > 1 && centreName(todo.centre),
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
      <Due due={todo.promise ? todo.due : null} missed={todo.missed} zone={zone(todo.centre)} />
      {stepOf(todo.action) ? (
        <Button onClick={() => take(todo)}>{word('Operation', todo.action)}</Button>
      ) : (
        <Button onClick={() => void go(`/case/${todo.number}`)}>{t('open')}</Button>
      )}
    </div>
  );
});
