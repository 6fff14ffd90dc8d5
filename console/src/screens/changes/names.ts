import type { I18n } from '@lingui/core';
import type { ChangeQueue, ChangeSortName } from './queues';

export function changeQueueName(i18n: I18n, queue: ChangeQueue): string {
  switch (queue) {
    case 'assessment':
      return i18n._('Waiting for assessment');
    case 'authorisation':
      return i18n._('Waiting for authorisation');
    case 'scheduled':
      return i18n._('Scheduled');
    case 'implementing':
      return i18n._('Implementing');
    case 'review':
      return i18n._('Review');
    case 'mine':
      return i18n._('Mine');
    case 'open':
      return i18n._('All open');
  }
}

export function changeSortName(i18n: I18n, sort: ChangeSortName): string {
  switch (sort) {
    case 'planned':
      return i18n._('Planned first');
    case 'priority':
      return i18n._('Priority');
    case 'newest':
      return i18n._('Newest');
    case 'event':
      return i18n._('Changed last');
  }
}

/** What to do when a queue has nothing. */
export function emptyChanges(i18n: I18n, queue: ChangeQueue, narrowed: boolean): string {
  if (narrowed) return i18n._('Nothing fits. Take a filter away.');
  switch (queue) {
    case 'assessment':
      return i18n._('Nothing waits for an assessment.');
    case 'mine':
      return i18n._('You have no part in an open change.');
    default:
      return i18n._('There is no such change.');
  }
}
