import type { IncidentFilter, IncidentSort } from '../../generated/graphql';

export const QUEUES = ['mine', 'team', 'unassigned', 'all'] as const;
export type QueueName = (typeof QUEUES)[number];

export const SORTS = ['due', 'priority', 'newest'] as const;
export type SortName = (typeof SORTS)[number];

/** Whose queues they are. */
interface Owner {
  id: string;
  teams: readonly { id: string }[];
}

export function isQueue(name: string): name is QueueName {
  return (QUEUES as readonly string[]).includes(name);
}

/** What a queue asks for; null if it is empty whatever there is, as the team's is for somebody without a team. */
export function filterOf(queue: QueueName, viewer: Owner): IncidentFilter | null {
  const group = groupOf(queue, viewer);
  return group === null ? null : { open: { eq: true }, ...group };
}

/** What is in a queue among the incidents that are open. */
export function groupOf(queue: QueueName, viewer: Owner): IncidentFilter | null {
  switch (queue) {
    case 'mine':
      return { assigneeId: { eq: viewer.id } };
    case 'team':
      return viewer.teams.length === 0 ? null : { teamId: { in: viewer.teams.map((team) => team.id) } };
    case 'unassigned':
      return { assigneeId: { isNull: true } };
    case 'all':
      return {};
  }
}

/** The field of the row decides, then the time of the report, the oldest first. */
export function sortOf(sort: SortName): IncidentSort[] {
  switch (sort) {
    case 'due':
      return [{ field: 'FIRST_DUE_AT', direction: 'ASC' }];
    case 'priority':
      return [{ field: 'PRIORITY', direction: 'ASC' }];
    case 'newest':
      return [{ field: 'REPORTED_AT', direction: 'DESC' }];
  }
}
