import type { ChangeFilter, ChangeSort, ChangeType, RiskLevel } from '../../generated/graphql';

export const CHANGE_QUEUES = [
  'assessment',
  'authorisation',
  'scheduled',
  'implementing',
  'review',
  'mine',
  'open',
] as const;
export type ChangeQueue = (typeof CHANGE_QUEUES)[number];

export const CHANGE_SORTS = ['planned', 'priority', 'newest', 'event'] as const;
export type ChangeSortName = (typeof CHANGE_SORTS)[number];

export const RISKS = ['LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH'] as const satisfies readonly RiskLevel[];
export const TYPES = ['NORMAL', 'STANDARD', 'EMERGENCY'] as const satisfies readonly ChangeType[];

/** What a list is narrowed to beside its queue. */
export interface Narrowed {
  risk?: RiskLevel;
  type?: ChangeType;
  text?: string;
}

/** What a queue of changes asks for. Mine is what I have to do with: requested, assigned to me, or to be made by me. */
export function changeFilter(queue: ChangeQueue, viewer: { id: string }, narrowed: Narrowed = {}): ChangeFilter {
  return { ...changeGroup(queue, viewer), ...narrowing(narrowed) };
}

/** What all queues are narrowed to; nothing if they are not. */
export function narrowing({ risk, type, text }: Narrowed): ChangeFilter {
  return {
    ...(risk ? { riskLevel: { eq: risk } } : {}),
    ...(type ? { type: { eq: type } } : {}),
    ...(text ? { title: { contains: text } } : {}),
  };
}

/** What is in a queue among all changes. */
export function changeGroup(queue: ChangeQueue, viewer: { id: string }): ChangeFilter {
  switch (queue) {
    case 'assessment':
      return { state: { eq: 'ASSESSMENT' } };
    case 'authorisation':
      return { state: { eq: 'AUTHORISATION' } };
    case 'scheduled':
      return { state: { eq: 'SCHEDULED' } };
    case 'implementing':
      return { state: { eq: 'IMPLEMENTING' } };
    case 'review':
      return { state: { eq: 'REVIEW' } };
    case 'mine':
      return {
        open: { eq: true },
        or: [
          { assigneeId: { eq: viewer.id } },
          { reporterId: { eq: viewer.id } },
          { implementerIds: { in: [viewer.id] } },
        ],
      };
    case 'open':
      return { open: { eq: true } };
  }
}

export function changeSort(sort: ChangeSortName): ChangeSort[] {
  switch (sort) {
    case 'planned':
      return [{ field: 'PLANNED_FROM', direction: 'ASC' }];
    case 'priority':
      return [{ field: 'PRIORITY', direction: 'ASC' }];
    case 'newest':
      return [{ field: 'REPORTED_AT', direction: 'DESC' }];
    case 'event':
      return [{ field: 'LAST_EVENT_AT', direction: 'DESC' }];
  }
}
