import { graphql } from '../generated';

export const ClockFragment = graphql(`
  fragment Clock on SlaClock {
    metric
    ordinal
    state
    outcome
    dueAt
    startedAt
    closedAt
    breachedAt
    elapsed
    remaining
    target
    intervalsComplete
    intervals { from to counted reason }
    definition { id name calendar { id name } }
  }
`);

export const EntryFragment = graphql(`
  fragment Entry on WorkLogEntry {
    id
    kind
    text
    occurredAt
    correctedAt
    author { id displayName }
  }
`);

export const FileFragment = graphql(`
  fragment File on Attachment {
    id
    name
    contentType
    size
    internal
    attachedAt
    attachedById
    attachedBy { id displayName }
  }
`);

export const HistoryFragment = graphql(`
  fragment HistoryLine on HistoryEntry {
    id
    action
    occurredAt
    principal { id displayName }
    fields { field before after hidden }
  }
`);

export const TeamsDocument = graphql(`
  query Teams($text: String) {
    teams(filter: { active: true, text: $text }, first: 20) { nodes { id name path } }
  }
`);

export const MembersDocument = graphql(`
  query Members($teamId: ID, $text: String) {
    people(filter: { active: true, teamId: $teamId, text: $text }, first: 20) { nodes { id displayName } }
  }
`);

export const ItemsDocument = graphql(`
  query Items($filter: ConfigurationItemFilter!) {
    configurationItems(filter: $filter, first: 20) { nodes { id number name class { id name } } }
  }
`);

export const IncidentsDocument = graphql(`
  query Incidents($filter: IncidentFilter!) {
    incidents(filter: $filter, first: 20) { nodes { id number title } }
  }
`);

export const ProblemsDocument = graphql(`
  query Problems($filter: ProblemFilter!) {
    problems(filter: $filter, first: 20) { nodes { id number title } }
  }
`);

export const ImpactDocument = graphql(`
  query ImpactOf($failed: [ID!]!) {
    impact(input: { failed: $failed }) {
      complete
      hiddenCount
      counts { state count }
      impacted(first: 12, states: [DOWN, DEGRADED]) {
        totalCount
        nodes {
          state
          distance
          ci { id number name class { id name } }
          path { relationType from { id name } to { id name } }
        }
      }
      exposedServices(first: 6) {
        totalCount
        nodes { spare distance service { id number name } }
      }
    }
  }
`);

export const ChoicesDocument = graphql(`
  query Choices($kind: TicketKind!) {
    ticketChoices(kind: $kind) { code name active purpose }
  }
`);
