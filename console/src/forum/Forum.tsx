import { App, Button, Form, Input, Modal, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMutation, useQuery } from 'urql';
import { Action } from '../app/Action';
import type { Refusal } from '../app/client';
import { useCompany } from '../app/company';
import { Refusals } from '../app/refusals';
import { word } from '../app/schema';
import { Nothing, Problem, Waiting } from '../app/states';
import { At, Due } from '../app/time';
import { Paging, usePages } from '../app/Paging';
import { ForumPostsDocument, type ForumPostsQuery, JudgeNoComplaintDocument, ReplyOnForumDocument, ReplyTemplatesDocument } from '../generated/graphql';

type Post = ForumPostsQuery['forumPosts']['nodes'][number];

/** §4.6.7: posts on owners' forums, the soonest due first. */
export default function Forum() {
  const { t } = useTranslation();
  const { zone, departmentName, centreName, mine, has } = useCompany();
  const [which, setWhich] = useState('open');
  const [after, setAfter] = usePages(which);
  const [replying, setReplying] = useState<Post | null>(null);
  const [refusing, setRefusing] = useState<Post | null>(null);
  const [{ data, fetching, error }, again] = useQuery({
    query: ForumPostsDocument,
    variables: {
      centre: null,
      states: which === 'open' ? ['NEW', 'REPLIED', 'REGISTERED'] : [],
      order: which === 'open' ? 'DUE' : 'NEWEST',
      first: 20,
      after: after.at(-1) ?? null,
    },
  });
  const refresh = () => again({ requestPolicy: 'network-only' });
  const watches = has('FORUM_WATCHER', 'RECEPTIONIST', 'CS_SUPERVISOR');
  const relays = has('DEPARTMENT_HEAD', 'DEPARTMENT_STAFF', 'MANAGER');
  const posts = data?.forumPosts.nodes;
  return (
    <div className="page">
      <div className="row spread" style={{ marginBottom: 12 }}>
        <h1 style={{ fontSize: 20, margin: 0 }}>{t('place.forum')}</h1>
        <Segmented
          aria-label={t('search.which')}
          value={which}
          onChange={(value) => setWhich(String(value))}
          options={[
            { value: 'open', label: t('forum.open') },
            { value: 'all', label: t('search.all') },
          ]}
        />
      </div>
      {(has('CS_SUPERVISOR') || has('ADMIN')) && mine.map((centre) => <Watch key={centre} centre={centre} />)}
      {(watches || relays) && (
        <div className="commands" style={{ marginBottom: 12 }}>
          {watches && <Action name="findForumPost" centre={mine[0]} preset={{ centre: mine[0] }} done={refresh} />}
          <Action name="relayForumPost" centre={mine[0]} preset={{ centre: mine[0] }} done={refresh} />
        </div>
      )}
      {error && !data && <Problem error={error} again={again} />}
      {fetching && !data && <Waiting />}
      {posts?.length === 0 && <Nothing words="forum.none" />}
      {posts?.map((one) => {
        const promise = one.promises.at(-1);
        return (
          <article key={one.id} className="panel">
            <div className="row spread">
              <h2 style={{ margin: 0 }}>
                <a href={one.post.address} target="_blank" rel="noreferrer noopener">
                  {one.post.title ?? one.post.address}
                </a>
              </h2>
              {promise?.verdict === 'OPEN' ? (
                <Due due={promise.due} missed={false} zone={zone(one.centre)} />
              ) : (
                <b>
                  {word('ForumPostState', one.state)} {promise && `· ${word('Verdict', promise.verdict)}`}
                </b>
              )}
            </div>
            <p style={{ whiteSpace: 'pre-wrap' }}>{one.post.text}</p>
            <div className="hint">
              {[one.post.forum, one.post.author, mine.length > 1 && centreName(one.centre)].filter(Boolean).join(' · ')}{' '}
              <At at={one.post.postedAt} zone={zone(one.centre)} />
              {one.relay && ` · ${t('forum.relayed', { department: departmentName(one.relay.department) })}`}
            </div>
            {one.reply && (
              <p className="said" style={{ borderLeft: '3px solid var(--line)', paddingLeft: 10 }}>
                {one.reply.text}
              </p>
            )}
            {(watches || has('MANAGER')) && (
              <div className="commands" style={{ marginTop: 8 }}>
                {watches && !one.reply && one.state !== 'NO_COMPLAINT' && (
                  <Button type="primary" onClick={() => setReplying(one)}>
                    {t('forum.reply')}
                  </Button>
                )}
                {watches && !one.complaint && one.state !== 'NO_COMPLAINT' && (
                  <Link to={`/register?post=${one.id}`}>
                    <Button tabIndex={-1}>{t('forum.register')}</Button>
                  </Link>
                )}
                {watches && !one.complaint && one.state !== 'NO_COMPLAINT' && <Action name="linkForumPost" fixed={{ post: one.id }} centre={one.centre} done={refresh} />}
                {one.state === 'NO_COMPLAINT' && has('CS_SUPERVISOR', 'MANAGER') && <Action name="reconsiderForumPost" fixed={{ post: one.id }} done={refresh} />}
                {watches && !one.complaint && !one.reply && one.state === 'NEW' && <Button onClick={() => setRefusing(one)}>{t('forum.noComplaint')}</Button>}
              </div>
            )}
          </article>
        );
      })}
      <Paging after={after} setAfter={setAfter} end={data?.forumPosts.pageInfo.hasNextPage ? data.forumPosts.pageInfo.endCursor : null} />
      {replying && <Reply post={replying} close={() => setReplying(null)} done={refresh} />}
      {refusing && <NoComplaint post={refusing} close={() => setRefusing(null)} done={refresh} />}
    </div>
  );
}

/** Which forums of a centre are read, and by what replies begin. */
function Watch({ centre }: { centre: string }) {
  const { t } = useTranslation();
  const { centreName } = useCompany();
  const [{ data }, again] = useQuery({ query: ReplyTemplatesDocument, variables: { centre } });
  const refresh = () => again({ requestPolicy: 'network-only' });
  const watch = data?.forumWatch;
  return (
    <details className="panel">
      <summary>
        {centreName(centre)} · {t('forum.settings')} {watch?.unwatched && <b>{t('forum.unwatched')}</b>}
      </summary>
      {watch?.forums.map((one) => (
        <div key={one.name} className="promise row spread">
          <span>
            {one.name} <span className="quiet">{one.feed ?? one.address}</span>
          </span>
          <Action name="unwatchForum" fixed={{ centre, name: one.name }} done={refresh} />
        </div>
      ))}
      {watch?.templates.map((one) => (
        <div key={one.name} className="promise row spread">
          <span>
            {one.name} <span className="quiet">{one.text}</span>
          </span>
          <Action name="dropReplyTemplate" fixed={{ centre, name: one.name }} done={refresh} />
        </div>
      ))}
      <div className="commands" style={{ marginTop: 8 }}>
        <Action name="watchForum" fixed={{ centre }} done={refresh} />
        <Action name="keepReplyTemplate" fixed={{ centre }} done={refresh} />
      </div>
    </details>
  );
}

/** What was said there is proved here: the text, which accepts the matter, and where it stands. */
function Reply({ post, close, done }: { post: Post; close(): void; done(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [key] = useState(() => crypto.randomUUID());
  const [{ data }] = useQuery({ query: ReplyTemplatesDocument, variables: { centre: post.centre } });
  const [{ fetching }, reply] = useMutation(ReplyOnForumDocument);
  return (
    <Modal open onCancel={close} title={t('forum.reply')} okText={t('forum.replied')} onOk={() => form.submit()} confirmLoading={fetching} width={640}>
      <p className="hint">{t('forum.how')}</p>
      <Refusals refusals={refusals} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ address: post.post.address }}
        onFinish={(values) =>
          void reply({ post: post.id, reply: { text: values.text, address: values.address, template: values.template }, key }).then((answer) => {
            const errors = answer.data?.replyOnForum.userErrors ?? [];
            setRefusals(errors);
            if (answer.data && errors.length === 0) {
              void message.success(t('forum.proved'));
              close();
              done();
            }
          })
        }
      >
        {(data?.forumWatch?.templates.length ?? 0) > 0 && (
          <Form.Item name="template" label={t('forum.template')}>
            <Select
              allowClear
              options={data?.forumWatch?.templates.map((one) => ({ value: one.name, label: one.name }))}
              onChange={(name) => {
                const template = data?.forumWatch?.templates.find((one) => one.name === name);
                if (template) form.setFieldValue('text', template.text);
              }}
            />
          </Form.Item>
        )}
        <Form.Item name="text" label={t('forum.text')} rules={[{ required: true, message: t('needed', { field: t('forum.text') }) }]}>
          <Input.TextArea autoSize={{ minRows: 4 }} maxLength={2000} />
        </Form.Item>
        <Form.Item name="address" label={t('forum.address')} rules={[{ required: true, message: t('needed', { field: t('forum.address') }) }]}>
          <Input maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function NoComplaint({ post, close, done }: { post: Post; close(): void; done(): void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm();
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [key] = useState(() => crypto.randomUUID());
  const [{ fetching }, judge] = useMutation(JudgeNoComplaintDocument);
  return (
    <Modal open onCancel={close} title={t('forum.noComplaint')} onOk={() => form.submit()} confirmLoading={fetching}>
      <Refusals refusals={refusals} />
      <Form
        form={form}
        layout="vertical"
        onFinish={({ reason }) =>
          void judge({ post: post.id, reason, key }).then((answer) => {
            const errors = answer.data?.judgeNoComplaint.userErrors ?? [];
            setRefusals(errors);
            if (answer.data && errors.length === 0) {
              close();
              done();
            }
          })
        }
      >
        <Form.Item name="reason" label={t('field.reason')} rules={[{ required: true, message: t('needed', { field: t('field.reason') }) }]}>
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
