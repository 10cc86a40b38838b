import { i18n, type Messages } from '@lingui/core';
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

/** Brings the texts of a page in each language; every page has its own. */
export type Texts = Record<Language, () => Promise<{ messages: Messages }>>;

let texts: Texts;

/** Shows the page in the language that its reader wants. */
export async function beginLanguage(ofPage: Texts): Promise<void> {
  texts = ofPage;
  await loadLanguage(preferred());
}

async function loadLanguage(language: Language): Promise<void> {
  const { messages } = await texts[language]();
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
