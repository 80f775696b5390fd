import '@ant-design/v5-patch-for-react-19';
import './app/style.css';
import { App as Antd, ConfigProvider, theme } from 'antd';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { BrowserRouter } from 'react-router';
import { Doors } from './app/Doors';
import { SessionProvider } from './app/session';
import './words';

/** Follows the system, also while it changes. */
function useDark(): boolean {
  const [dark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const changed = () => setDark(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return dark;
}

function Console() {
  const { i18n } = useTranslation();
  const dark = useDark();
  const english = i18n.language.startsWith('en');
  useEffect(() => {
    document.documentElement.lang = english ? 'en' : 'zh-CN';
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    dayjs.locale(english ? 'en' : 'zh-cn');
  }, [english, dark]);
  return (
    <ConfigProvider
      locale={english ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
      theme={{
        algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: dark ? '#1f6fa8' : '#1b5e8c',
          ...(dark ? {} : { colorError: '#b3261e', colorWarning: '#9a5b00' }),
          colorLink: dark ? '#7bb8dd' : '#1b5e8c',
          borderRadius: 6,
          fontSize: 14,
          colorTextTertiary: dark ? '#9aa7b1' : '#5c6a75',
          colorTextDescription: dark ? '#a3afb8' : '#55636f',
          colorTextPlaceholder: dark ? '#8b98a2' : '#6b7883',
          fontFamily:
            '"PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif',
        },
        components: { Layout: { siderBg: dark ? '#141a1f' : '#10303f', headerBg: dark ? '#1a2127' : '#ffffff' } },
      }}
    >
      <Antd>
        <SessionProvider>
          <BrowserRouter basename="/app">
            <Doors />
          </BrowserRouter>
        </SessionProvider>
      </Antd>
    </ConfigProvider>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('no root');
createRoot(root).render(
  <StrictMode>
    <Console />
  </StrictMode>,
);
