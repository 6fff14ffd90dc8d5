import { graphql } from '../../generated';

export const CallerFragment = graphql(`
  fragment Caller on Person {
    id
    displayName
    email
    active
    organisation { id name }
  }
`);

/** Who calls, by a part of what they are called; or whose incident has a number. */
export const CallersDocument = graphql(`
  query Callers($text: String!, $number: String!, $numbered: Boolean!) {
    people(filter: { active: true, text: $text }, first: 8) @skip(if: $numbered) { nodes { id ...Caller } }
    incident(number: $number) @include(if: $numbered) { id affectedPerson { id ...Caller } }
  }
`);

export const IssueFragment = graphql(`
  fragment Issue on Incident {
    id
    number
    title
    state
    priority
  }
`);

/** What one must know of somebody who calls: what is open, what they had before, and what fails where they work. */
export const CallerNowDocument = graphql(`
  query CallerNow($person: ID!, $organisation: ID!, $member: Boolean!) {
    own: incidents(
      filter: { open: { eq: true }, affectedPersonId: { eq: $person } }
      sort: [{ field: REPORTED_AT, direction: DESC }]
      first: 8
    ) { nodes { id ...Issue } pageInfo { hasNextPage } }
    earlier: incidents(
      filter: { affectedPersonId: { eq: $person } }
      sort: [{ field: REPORTED_AT, direction: DESC }]
      first: 10
    ) {
      nodes {
        id
        affectedCis { id number name operationalStatus class { id key name } }
        serviceOffering { id number name operationalStatus computedStatus class { id key name } }
      }
    }
    others: incidents(
      filter: { open: { eq: true }, organisationId: { eq: $organisation }, affectedPersonId: { ne: $person } }
      sort: [{ field: PRIORITY, direction: ASC }]
      first: 8
    ) @include(if: $member) { nodes { id ...Issue } pageInfo { hasNextPage } }
    failing: configurationItems(
      filter: {
        organisationId: { eq: $organisation }
        operationalStatus: { in: [DOWN, DEGRADED] }
        lifecycle: { ne: RETIRED }
      }
      first: 8
    ) @include(if: $member) {
      nodes {
        id number name operationalStatus class { id key name }
        incidents(openOnly: true, first: 1) { nodes { id ...Issue } }
      }
      pageInfo { hasNextPage }
    }
  }
`);

export const CallItemsDocument = graphql(`
  query CallItems($filter: ConfigurationItemFilter!) {
    configurationItems(filter: $filter, first: 8) {
      nodes { id number name operationalStatus class { id key name } }
    }
  }
`);

/** What the form needs before anything is typed. */
export const CallFormDocument = graphql(`
  query CallForm {
    priorityMatrix(kind: INCIDENT) { version cells { impact urgency priority } }
    ticketCategories(kind: INCIDENT, first: 100) { nodes { id name active } }
  }
`);

export const CategoriesBelowDocument = graphql(`
  query CategoriesBelow($parentId: ID!) {
    ticketCategories(kind: INCIDENT, parentId: $parentId, first: 100) { nodes { id name active } }
  }
`);

export const ReportDocument = graphql(`
  mutation LogCall($input: IncidentReportInput!, $key: String!) {
    result: incidentReport(input: $input, idempotencyKey: $key) {
      incident { id number version title priority }
      userErrors { code message field parameters }
    }
  }
`);

export const JoinDocument = graphql(`
  mutation JoinCall($id: ID!, $text: String!, $key: String!) {
    result: incidentAddWorkNote(id: $id, input: { text: $text }, idempotencyKey: $key) {
      incident { id number version title priority }
      userErrors { code message field parameters }
    }
  }
`);

export const TakeBackDocument = graphql(`
  mutation TakeCallBack($id: ID!, $version: Int!, $reason: String!) {
    result: incidentCancel(id: $id, expectedVersion: $version, input: { reason: $reason }) {
      incident { id version state }
      userErrors { code message field parameters }
    }
  }
`);
