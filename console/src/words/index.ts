import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json';
import zh from './zh.json';

const KEPT = 'huifang.language';

void i18n.use(initReactI18next).init({
  lng: localStorage.getItem(KEPT) ?? (navigator.languages.some((one) => one.startsWith('zh')) || !navigator.language.startsWith('en') ? 'zh-CN' : 'en'),
  fallbackLng: 'zh-CN',
  resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
  interpolation: { escapeValue: false },
});
i18n.on('languageChanged', (language) => localStorage.setItem(KEPT, language));
