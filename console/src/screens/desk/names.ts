import type { I18n } from '@lingui/core';
import type { QueueName, SortName } from './queues';

export function queueName(i18n: I18n, queue: QueueName): string {
  switch (queue) {
    case 'mine':
      return i18n._('Mine');
    case 'team':
      return i18n._("My team's");
    case 'unassigned':
      return i18n._('Unassigned');
    case 'all':
      return i18n._('All open');
  }
}

export function sortName(i18n: I18n, sort: SortName): string {
  switch (sort) {
    case 'due':
      return i18n._('Due first');
    case 'priority':
      return i18n._('Priority');
    case 'newest':
      return i18n._('Newest');
  }
}

/** What to do when a queue has nothing. */
export function emptyQueue(i18n: I18n, queue: QueueName, hasTeam: boolean): string {
  switch (queue) {
    case 'mine':
      return i18n._('Nothing is assigned to you. Take something from the unassigned ones.');
    case 'team':
      return hasTeam
        ? i18n._('Your team has no open incident.')
        : i18n._('You are in no team. Whoever administers Keycloak puts people into teams.');
    case 'unassigned':
      return i18n._('Everything is assigned.');
    case 'all':
      return i18n._('No incident is open.');
  }
}
