import { graphql } from '../../generated';

export const HeaderFragment = graphql(`
  fragment IncidentHeader on Incident {
    id
    number
    title
    state
    priority
    impact
    urgency
    channel
    confidentiality
    reportedAt
    resolvedAt
    closedAt
    restoredAt
    reopenCount
    customerClass
    holdReason
    followUpAt
    resolution
    resolutionCode
    cancelReason
    location
    affectedPerson { id displayName }
    reporter { id displayName }
    assignee { id displayName }
    team { id name }
    organisation { id name }
    category { id path }
    priorityExplanation { impactOrigin matrixVersion impactDecidedBy { id name } }
  }
`);

export const ClocksFragment = graphql(`
  fragment IncidentClocks on Incident {
    slaClocks {
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
      definition { id name calendar { id name } }
    }
  }
`);

export const TimelineFragment = graphql(`
  fragment IncidentTimeline on Incident {
    id
    workLog(first: 100) {
      totalCount
      nodes {
        id
        kind
        text
        occurredAt
        correctedAt
        author { id displayName }
      }
    }
  }
`);

export const AffectedFragment = graphql(`
  fragment IncidentAffected on Incident {
    serviceOffering { id name }
    affectedCis { id number name operationalStatus class { id name } }
    problems { id number title }
  }
`);

/** What the forms of the actions begin with, and what is compared when somebody else was faster. */
export const FormFragment = graphql(`
  fragment IncidentForm on Incident {
    id
    number
    version
    state
    title
    description
    symptom
    location
    impact
    urgency
    priority
    holdReason
    resolution
    team { id name }
    assignee { id displayName }
    serviceOffering { id name }
    suggestedServiceOfferings { id name }
  }
`);

export const IncidentDocument = graphql(`
  query IncidentPage($number: String!) {
    incident(number: $number) {
      id
      version
      revision
      description
      symptom
      availableTransitions { action to required }
      ...IncidentHeader
      ...IncidentClocks
      ...IncidentTimeline
      ...IncidentAffected
      ...IncidentForm
    }
  }
`);

export const ImpactDocument = graphql(`
  query IncidentImpact($failed: [ID!]!) {
    impact(input: { failed: $failed }) {
      complete
      hiddenCount
      counts { state count }
      impacted(first: 12, states: [DOWN, DEGRADED]) {
        totalCount
        nodes { state distance ci { id number name class { id name } } }
      }
      exposedServices(first: 6) {
        totalCount
        nodes { spare distance service { id number name } }
      }
    }
  }
`);

export const TeamsDocument = graphql(`
  query Teams($text: String) {
    teams(filter: { active: true, text: $text }, first: 20) { nodes { id name path } }
  }
`);

export const MembersDocument = graphql(`
  query Members($teamId: ID!, $text: String) {
    people(filter: { active: true, teamId: $teamId, text: $text }, first: 20) { nodes { id displayName } }
  }
`);

export const OfferingsDocument = graphql(`
  query Offerings($filter: ConfigurationItemFilter!) {
    configurationItems(filter: $filter, first: 20) { nodes { id name } }
  }
`);

export const CommentDocument = graphql(`
  mutation Comment($id: ID!, $key: String!, $input: IncidentCommentInput!) {
    result: incidentComment(id: $id, idempotencyKey: $key, input: $input) {
      incident { id version ...IncidentTimeline }
      userErrors { code message field parameters }
    }
  }
`);

export const WorkNoteDocument = graphql(`
  mutation WorkNote($id: ID!, $key: String!, $input: IncidentAddWorkNoteInput!) {
    result: incidentAddWorkNote(id: $id, idempotencyKey: $key, input: $input) {
      incident { id version ...IncidentTimeline }
      userErrors { code message field parameters }
    }
  }
`);

export const AssignDocument = graphql(`
  mutation Assign($id: ID!, $expectedVersion: Int!, $input: IncidentAssignInput!) {
    result: incidentAssign(id: $id, expectedVersion: $expectedVersion, input: $input) {
      incident { id version }
      userErrors { code message field parameters }
    }
  }
`);

export const StartDocument = graphql(`
  mutation Start($id: ID!, $expectedVersion: Int!) {
    result: incidentStart(id: $id, expectedVersion: $expectedVersion) {
      incident { id version }
      userErrors { code message field parameters }
    }
  }
`);

export const HoldDocument = graphql(`
  mutation Hold($id: ID!, $expectedVersion: Int!, $input: IncidentHoldInput!) {
    result: incidentHold(id: $id, expectedVersion: $expectedVersion, input: $input) {
      incident { id version }
      userErrors { code message field parameters }
    }
  }
`);

export const ResumeDocument = graphql(`
  mutation Resume($id: ID!, $expectedVersion: Int!) {
    result: incidentResume(id: $id, expectedVersion: $expectedVersion) {
      incident { id version }
      userErrors { code message field parameters }
    }
  }
`);

export const ResolveDocument = graphql(`
  mutation Resolve($id: ID!, $expectedVersion: Int!, $input: IncidentResolveInput!) {
    result: incidentResolve(id: $id, expectedVersion: $expectedVersion, input: $input) {
      incident { id version }
      userErrors { code message field parameters }
    }
  }
`);

export const ConfirmDocument = graphql(`
  mutation Confirm($id: ID!, $expectedVersion: Int!) {
    result: incidentConfirm(id: $id, expectedVersion: $expectedVersion) {
      incident { id version }
      userErrors { code message field parameters }
    }
  }
`);

export const CloseDocument = graphql(`
  mutation Close($id: ID!, $expectedVersion: Int!) {
    result: incidentClose(id: $id, expectedVersion: $expectedVersion) {
      incident { id version }
      userErrors { code message field parameters }
    }
  }
`);

export const ReopenDocument = graphql(`
  mutation Reopen($id: ID!, $expectedVersion: Int!, $input: IncidentReopenInput!) {
    result: incidentReopen(id: $id, expectedVersion: $expectedVersion, input: $input) {
      incident { id version }
      userErrors { code message field parameters }
    }
  }
`);

export const RevokeClosureDocument = graphql(`
  mutation RevokeClosure($id: ID!, $expectedVersion: Int!, $input: IncidentRevokeClosureInput!) {
    result: incidentRevokeClosure(id: $id, expectedVersion: $expectedVersion, input: $input) {
      incident { id version }
      userErrors { code message field parameters }
    }
  }
`);

export const CancelDocument = graphql(`
  mutation Cancel($id: ID!, $expectedVersion: Int!, $input: IncidentCancelInput!) {
    result: incidentCancel(id: $id, expectedVersion: $expectedVersion, input: $input) {
      incident { id version }
      userErrors { code message field parameters }
    }
  }
`);

export const UpdateDocument = graphql(`
  mutation Update($id: ID!, $expectedVersion: Int!, $input: IncidentUpdateInput!) {
    result: incidentUpdate(id: $id, expectedVersion: $expectedVersion, input: $input) {
      incident { id version }
      userErrors { code message field parameters }
    }
  }
`);

export const PrioritiseDocument = graphql(`
  mutation Prioritise($id: ID!, $expectedVersion: Int!, $input: IncidentPrioritiseInput!) {
    result: incidentPrioritise(id: $id, expectedVersion: $expectedVersion, input: $input) {
      incident { id version }
      userErrors { code message field parameters }
    }
  }
`);
