import { graphql } from '../../generated';

export const ChangeRowFragment = graphql(`
  fragment ChangeRow on Change {
    id
    number
    title
    state
    type
    priority
    riskLevel
    plannedFrom
    plannedTo
    lastEventAt
    overrun
    unauthorised
    assignee { id displayName }
    team { id name }
  }
`);

export const ChangesDocument = graphql(`
  query Changes($filter: ChangeFilter!, $sort: [ChangeSort!]!, $after: String) {
    changes(filter: $filter, sort: $sort, first: 50, after: $after) {
      totalCount
      nodes { id ...ChangeRow }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** How many changes there are in each queue, exactly and all at one time. */
export const ChangeCountsDocument = graphql(`
  query ChangeCounts($filter: ChangeFilter, $groups: [ChangeFilter!]!) {
    changeCounts(filter: $filter, groups: $groups) { counts }
  }
`);
