import { Badge, Button, Dropdown, Input, type InputRef, Layout, Menu, Modal } from 'antd';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { UnreadDocument } from '../generated/graphql';
import { useCompany } from './company';
import { word } from './schema';
import { useSession } from './session';

const HANDLERS = ['RECEPTIONIST', 'CS_SUPERVISOR', 'MANAGER', 'COMPANY_LEADER', 'QUALITY', 'AUDITOR'] as const;

/** Keys that work wherever nothing is being typed. */
const KEYS: Record<string, string> = { w: '/work', n: '/register', s: '/search', b: '/boards', v: '/visits' };

export function Frame({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const { me, has } = useCompany();
  const { signOut } = useSession();
  const go = useNavigate();
  const { pathname } = useLocation();
  const search = useRef<InputRef>(null);
  const [keys, setKeys] = useState(false);
  const [{ data: unread }] = useQuery({ query: UnreadDocument });

  const places = useMemo(
    () => [
      { key: '/work', shown: true },
      { key: '/register', shown: has('RECEPTIONIST', 'FORUM_WATCHER') },
      { key: '/search', shown: has(...HANDLERS) || has('DEPARTMENT_HEAD', 'DEPARTMENT_STAFF') },
      { key: '/boards', shown: has(...HANDLERS) || has('DEPARTMENT_HEAD') },
      { key: '/visits', shown: has('RECEPTIONIST', 'CS_SUPERVISOR', 'MANAGER') },
      { key: '/month', shown: has('RECEPTIONIST', 'CS_SUPERVISOR', 'MANAGER', 'COMPANY_LEADER', 'QUALITY', 'AUDITOR') },
      { key: '/library', shown: true },
      { key: '/training', shown: true },
      { key: '/forum', shown: has('RECEPTIONIST', 'CS_SUPERVISOR', 'FORUM_WATCHER', 'DEPARTMENT_HEAD', 'DEPARTMENT_STAFF', 'MANAGER', 'COMPANY_LEADER', 'QUALITY', 'AUDITOR', 'ADMIN') },
      { key: '/owners', shown: has('RECEPTIONIST', 'CS_SUPERVISOR', 'MANAGER') },
      { key: '/imports', shown: has('ADMIN', 'IMPORTER', 'RECEPTIONIST', 'CS_SUPERVISOR') },
      { key: '/people', shown: has('ADMIN') },
      { key: '/operations', shown: has('ADMIN') },
      { key: '/policy', shown: has('ADMIN', 'MANAGER', 'COMPANY_LEADER', 'CS_SUPERVISOR', 'QUALITY', 'AUDITOR') },
  ].filter((place) => place.shown),
    [has],
  );
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && (event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName));
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '/') {
        event.preventDefault();
        search.current?.focus();
      } else if (event.key === '?') {
        setKeys(true);
      } else {
        const place = places.find((one) => one.key === KEYS[event.key]);
        if (place) void go(place.key);
      }
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [go, places]);

  const here = `/${pathname.split('/')[1] ?? ''}`;

  const look = (text: string) => {
    const wanted = text.trim();
    if (!wanted) return;
    void go(/^KF-/i.test(wanted) ? `/case/${wanted.toUpperCase()}` : `/search?text=${encodeURIComponent(wanted)}`);
  };

  return (
    <Layout style={{ minHeight: '100%' }}>
      <Layout.Sider breakpoint="lg" collapsedWidth={0} width={176} zeroWidthTriggerStyle={{ top: 5, zIndex: 20 }}>
        <div className="brand">
          <img src="/app/icon.svg" alt="" width={26} height={26} /> {t('product')}
        </div>
        <nav aria-label={t('places')}>
          <Menu
            theme="dark"
            mode="inline"
            style={{ background: 'transparent' }}
            selectedKeys={[here === '/case' ? '/search' : here]}
            items={places.map((place) => ({
              key: place.key,
              label: <Link to={place.key}>{t(`place.${place.key.slice(1)}`)}</Link>,
            }))}
          />
        </nav>
      </Layout.Sider>
      <Layout>
        <Layout.Header className="top">
          <Input.Search
            ref={search}
            placeholder={t('search.hint')}
            aria-label={t('search.title')}
            allowClear
            onSearch={look}
            style={{ maxWidth: 420 }}
          />
          <span style={{ flex: 1 }} />
          <Badge count={unread?.notices.unread ?? 0} size="small">
            <Button type="text" onClick={() => void go('/settings')}>
              {t('notices')}
            </Button>
          </Badge>
          <Button type="text" onClick={() => void i18n.changeLanguage(i18n.language.startsWith('en') ? 'zh-CN' : 'en')}>
            {i18n.language.startsWith('en') ? '中文' : 'English'}
          </Button>
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                { key: 'roles', disabled: true, label: [...new Set(me.appointments.map((one) => word('Role', one.role)))].join('、') },
                { key: 'settings', label: t('settings.title') },
                { key: 'keys', label: t('keys.title') },
                { key: 'graphiql', label: t('graphiql') },
                { key: 'out', label: t('signOut') },
              ],
              onClick: ({ key }) => {
                if (key === 'settings') void go('/settings');
                if (key === 'keys') setKeys(true);
                if (key === 'graphiql') location.assign('/graphiql/');
                if (key === 'out') void signOut();
              },
            }}
          >
            <Button type="text">{me.name}</Button>
          </Dropdown>
        </Layout.Header>
        <Layout.Content>
          {children}
        </Layout.Content>
      </Layout>
      <Modal open={keys} onCancel={() => setKeys(false)} footer={null} title={t('keys.title')}>
        <dl className="facts">
          {[['/', 'search'], ['w', 'work'], ['n', 'register'], ['s', 'searchPlace'], ['b', 'boards'], ['v', 'visits'], ['j k', 'move'], ['Enter', 'open'], ['Ctrl+Enter', 'save'], ['?', 'keys']].map(([key, what]) => (
            <div key={key} style={{ display: 'contents' }}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(`keys.${what}`)}</dd>
            </div>
          ))}
        </dl>
      </Modal>
    </Layout>
  );
}
