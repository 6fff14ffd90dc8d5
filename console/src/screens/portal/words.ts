import type { I18n } from '@lingui/core';
import type { RequestFragment } from '../../generated/graphql';
import { type Action, plain, type Values } from '../../record/actions';

/** Where a request is, as one says it to whom it concerns. */
export function standing(i18n: I18n, state: string, why: string | null): string {
  switch (state) {
    case 'NEW':
      return i18n._('We have it. Somebody looks at it soon.');
    case 'IN_PROGRESS':
      return i18n._('Somebody works on it.');
    case 'ON_HOLD':
      return why === null ? i18n._('It has to wait.') : i18n._('It has to wait: {why}', { why });
    case 'RESOLVED':
      return i18n._('It should work again. Does it?');
    case 'CLOSED':
      return i18n._('It is done.');
    case 'CANCELLED':
      return i18n._('It was withdrawn.');
    default:
      return state;
  }
}

/** Whether it is the reader's turn. */
export function isTheirTurn(state: string, holdReason: string | null | undefined): boolean {
  return state === 'RESOLVED' || (state === 'ON_HOLD' && holdReason === 'AWAITING_CUSTOMER');
}

/** What somebody can do about their own request, if the API says that it is possible. */
export function answers(i18n: I18n): Action<RequestFragment>[] {
  const because = (label: string) => ({
    fields: [{ name: 'reason', label, kind: 'text' as const, required: true }],
    begin: (): Values => ({ reason: '' }),
    input: (values: Values) => ({ reason: plain(values.reason) ?? '' }),
  });
  return [
    {
      name: 'CONFIRM',
      label: i18n._('Yes, it works'),
      verb: i18n._('Yes, it works'),
      fields: [],
      begin: () => ({}),
      input: () => null,
    },
    {
      name: 'REOPEN',
      label: i18n._('No, it does not'),
      verb: i18n._('Let them look again'),
      ...because(i18n._('What does not work?')),
    },
    {
      name: 'CANCEL',
      label: i18n._('I do not need it any more'),
      verb: i18n._('Withdraw it'),
      ...because(i18n._('Why?')),
    },
  ];
}
