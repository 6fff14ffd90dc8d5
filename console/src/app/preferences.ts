import { store } from './store';

/** What a reader has chosen on this machine. */
export type Language = 'en' | 'zh';

const LANGUAGE = 'mainstay.language';
const SHORTCUTS = 'mainstay.shortcuts';

function initialLanguage(): Language {
  const chosen = localStorage.getItem(LANGUAGE);
  if (chosen === 'en' || chosen === 'zh') {
    return chosen;
  }
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export const language = store<Language>(initialLanguage());
language.subscribe(() => localStorage.setItem(LANGUAGE, language.get()));

/** Whether single keys do something; some input methods press them by themselves (WCAG 2.1.4). */
export const shortcuts = store(localStorage.getItem(SHORTCUTS) !== 'off');
shortcuts.subscribe(() => localStorage.setItem(SHORTCUTS, shortcuts.get() ? 'on' : 'off'));
