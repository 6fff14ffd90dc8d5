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

export const AffectedFragment = graphql(`
  fragment IncidentAffected on Incident {
    id
    version
    availableTransitions { action }
    serviceOffering { id name }
    affectedCis { id number name operationalStatus class { id name } }
    problems { id number title }
    changes { id number title }
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
  query IncidentPage($number: String!, $working: Boolean!) {
    incident(number: $number) {
      id
      version
      revision
      description
      symptom
      availableTransitions { action to required }
      slaClocks { ...Clock }
      workLog(first: 100) { totalCount nodes { id ...Entry } }
      attachments(first: 100) { nodes { id ...File } }
      history(first: 100) @include(if: $working) { totalCount nodes { id ...HistoryLine } }
      ...IncidentHeader
      ...IncidentAffected
      ...IncidentForm
    }
  }
`);
