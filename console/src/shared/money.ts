import type { I18n } from '@lingui/core';

/** An amount in the reader's language; null for none. */
export function money(i18n: I18n, amount: number | null | undefined, currency: string): string | null {
  return amount === null || amount === undefined
    ? null
    : new Intl.NumberFormat(i18n.locale, { style: 'currency', currency }).format(amount);
}
