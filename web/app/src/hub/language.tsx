import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import type { ReactNode } from 'react';
import { useLingui } from '@lingui/react';

export type Language = 'en' | 'zh';

const STORED = 'hub.language';
const TAG: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' };

/** The language that was chosen here before, or else the first of the browser's that there is. */
function preferred(): Language {
  const stored = localStorage.getItem(STORED);
  if (stored === 'en' || stored === 'zh') return stored;
  return navigator.languages.find((tag) => /^(en|zh)\b/.test(tag))?.startsWith('zh') ? 'zh' : 'en';
}

export async function loadLanguage(language: Language = preferred()): Promise<void> {
  const { messages } = language === 'zh' ? await import('../locales/zh.po') : await import('../locales/en.po');
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = TAG[language];
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(STORED, language);
  void loadLanguage(language);
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  return <I18nProvider i18n={i18n}>{children}</I18nProvider>;
}

export function useLanguage(): Language {
  return useLingui().i18n.locale as Language;
}

interface Named {
  name: string;
  nameZh: string | null;
}

/** How a party, product, SKU, place or shelf is called in the reader's language. */
export function useNames(): (thing: Named) => string {
  const language = useLanguage();
  return (thing) => (language === 'zh' ? (thing.nameZh ?? thing.name) : thing.name);
}
