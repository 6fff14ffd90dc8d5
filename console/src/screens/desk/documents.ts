import { graphql } from '../../generated';

export const RowFragment = graphql(`
  fragment IncidentRow on Incident {
    id
    number
    title
    state
    priority
    reportedAt
    lastEventAt
    firstDueAt
    holdReason
    assignee { id displayName }
    team { id name }
    affectedPerson { id displayName }
    slaClocks { metric state outcome dueAt }
  }
`);

export const QueueDocument = graphql(`
  query Queue($filter: IncidentFilter!, $sort: [IncidentSort!]!, $after: String) {
    incidents(filter: $filter, sort: $sort, first: 50, after: $after) {
      totalCount
      nodes { id ...IncidentRow }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
