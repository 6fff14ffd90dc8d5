import { graphql } from '../../generated';

export const ChangeFormFragment = graphql(`
  fragment ChangeForm on Change {
    id
    number
    version
    state
    type
    materialFields
    title
    reason
    description
    plan
    testPlan
    backOutPlan
    communicationPlan
    estimatedCost
    costCurrency
    plannedFrom
    plannedTo
    plannedZone
    impact
    urgency
    riskLevel
    holdReason
    outcome
    team { id name }
    assignee { id displayName }
    serviceOffering { id name }
    suggestedServiceOfferings { id name }
    implementers { id displayName }
    approvals { id state current decidedBy { id } delegatedFrom { id } }
  }
`);

export const ChangeFactsFragment = graphql(`
  fragment ChangeFacts on Change {
    priority
    reportedAt
    actualFrom
    actualTo
    overrun
    assessedAt
    authorisedAt
    authorisedHow
    riskReason
    rejectionReason
    cancelReason
    outcomeNote
    review
    noCisReason
    imminentRisk
    paperworkDueAt
    paperworkFiledAt
    cabReviewDueAt
    cabReview { at findings }
    unauthorised
    unauthorisedReason
    confidentiality
    holdReason
    followUpAt
    reporter { id displayName }
    assessedBy { id displayName }
    authorisedBy { id displayName }
    organisation { id name }
    template { id name }
    releases { id number title }
    freezeExceptions { state reason changeWindow { id name } }
  }
`);

export const ChangeApprovalFragment = graphql(`
  fragment ChangeApproval on Approval {
    id
    version
    state
    current
    stage
    step
    stageName
    rule
    needed
    dueAt
    decidedAt
    comment
    conditions
    question
    answer
    viewerCanDecide
    commentRequiredFor
    approver { kind role team { id name } person { id displayName } }
    decidedBy { id displayName }
    delegatedFrom { id displayName }
  }
`);

export const ChangeDocument = graphql(`
  query ChangePage($number: String!, $working: Boolean!) {
    change(number: $number) {
      id
      version
      revision
      availableTransitions { action to required }
      affectedCis { id number name class { id name } }
      excludedCis { reason ci { id name } }
      approvals { ...ChangeApproval }
      tasks { id position title state conditionBefore overdue dueAt result owner { id displayName } team { id name } }
      slaClocks { ...Clock }
      attachments(first: 100) { nodes { id ...File } }
      workLog(first: 50) { totalCount nodes { id ...Entry } }
      history(first: 50) @include(if: $working) { totalCount nodes { id ...HistoryLine } }
      incidents(first: 20) { nodes { id number title } }
      problems(first: 20) { nodes { id number title } }
      ...ChangeForm
      ...ChangeFacts
    }
  }
`);

/** What is worked out when it is asked for: it comes after the page is there. */
export const ChangeFindingsDocument = graphql(`
  query ChangeFindings($id: ID!) {
    change(id: $id) {
      id
      riskAssessment { ...Risk }
      conflicts { ...Conflicts }
      graphEdit { ...GraphEdit }
    }
  }
`);

export const GraphEditFragment = graphql(`
  fragment GraphEdit on ChangeGraphEdit {
    hiddenCount
    appliedAt
    setAt
    setBy { id displayName }
    addedItems { key name number class { id name } }
    alteredItems { ci { id name } values { field hidden value } }
    retiredItems { id name }
    addedRelations { type group source { key ci { id name } } target { key ci { id name } } }
    endedRelations { id group type source { id name } target { id name } }
    differences { ci { id name } fields }
  }
`);

export const GraphEditImpactDocument = graphql(`
  query GraphEditImpact($id: ID!) {
    change(id: $id) {
      id
      graphEditImpact {
        complete
        hiddenCount
        countsBefore { state count }
        countsAfter { state count }
        groups {
          group
          item { key ci { id name } }
          before { members minUp up spare }
          after { members minUp up spare }
        }
        singlePointsOfFailure { before after item { key ci { id name } } point { key ci { id name } } }
      }
    }
  }
`);

export const SafeDocument = graphql(`
  subscription Safe($id: ID!) {
    safeToProceed(changeId: $id) {
      verdict
      complete
      hiddenReasonCount
      reasons {
        explanation
        state
        tie
        ci { id name }
        neededBy { id name }
        incident { id number }
        path { relationType from { id name } to { id name } }
      }
    }
  }
`);

export const FreeSlotsDocument = graphql(`
  query FreeSlots($ciIds: [ID!]!, $people: [ID!]!, $duration: Duration!, $from: DateTime!, $to: DateTime!) {
    freeSlots(ciIds: $ciIds, people: $people, duration: $duration, from: $from, to: $to, first: 5) {
      complete
      slots { from to latestFrom }
      later { hiddenConflictCount conflicts { kind explanation } }
    }
  }
`);
