import { i18n, type Messages } from '@lingui/core';
import { type Language, language } from './preferences';

const CATALOGUES: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import('../locales/en/messages'),
  zh: () => import('../locales/zh/messages'),
};

/** Speaks the chosen language from now on. */
export async function speak(): Promise<void> {
  const chosen = language.get();
  const { messages } = await CATALOGUES[chosen]();
  i18n.loadAndActivate({ locale: chosen, messages });
  document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en';
}

language.subscribe(() => void speak());
