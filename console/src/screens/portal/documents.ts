import { graphql } from '../../generated';

export const RequestRowFragment = graphql(`
  fragment RequestRow on Incident {
    id
    number
    title
    state
    holdReason
    reportedAt
    lastEventAt
    affectedPerson { id displayName }
  }
`);

export const RequestsDocument = graphql(`
  query Requests($filter: IncidentFilter!, $after: String) {
    incidents(filter: $filter, sort: [{ field: LAST_EVENT_AT, direction: DESC }], first: 25, after: $after) {
      totalCount
      nodes { id ...RequestRow }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** What people may know of the services that they use: what fails now, and what they were told of. */
export const NewsDocument = graphql(`
  query News {
    configurationItems(
      filter: { classId: { eq: "service" }, lifecycle: { in: [LIVE, RETIRING] } }
      first: 100
    ) {
      nodes {
        id
        name
        operationalStatus
        computedStatus
        serviceOutages { number state impact from to }
      }
      pageInfo { hasNextPage }
    }
  }
`);

export const RequestFragment = graphql(`
  fragment Request on Incident {
    id
    number
    version
    state
    title
    description
    holdReason
    reportedAt
    resolvedAt
    closedAt
    resolution
    cancelReason
    reporter { id displayName }
    affectedPerson { id displayName }
  }
`);

export const RequestDocument = graphql(`
  query RequestPage($number: String!) {
    incident(number: $number) {
      id
      version
      revision
      availableTransitions { action to required }
      slaClocks { metric state dueAt }
      workLog(first: 100) { totalCount nodes { id ...Entry } }
      attachments(first: 100) { nodes { id ...File } }
      ...Request
    }
  }
`);

export const AskDocument = graphql(`
  mutation AskForHelp($input: IncidentReportInput!, $key: String!) {
    result: incidentReport(input: $input, idempotencyKey: $key) {
      incident { id number }
      userErrors { code message field parameters }
    }
  }
`);
