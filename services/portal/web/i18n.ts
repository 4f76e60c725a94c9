import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './locales/en.json';
import zh from './locales/zh.json';

type Language = 'zh' | 'en';

const KEPT_AS = 'goufu-language';

void i18next.use(initReactI18next).init({
  resources: { zh: { translation: zh }, en: { translation: en } },
  lng: localStorage.getItem(KEPT_AS) === 'en' ? 'en' : 'zh',
  fallbackLng: 'zh',
  interpolation: { escapeValue: false },
});

/** The language in which pages are shown. */
export const language = (): Language => (i18next.language === 'en' ? 'en' : 'zh');

export async function speak(wanted: Language): Promise<void> {
  localStorage.setItem(KEPT_AS, wanted);
  await i18next.changeLanguage(wanted);
  announce();
}

/** Screen readers choose their voice by it. */
function announce(): void {
  document.documentElement.lang = language() === 'zh' ? 'zh-CN' : 'en';
}

announce();
