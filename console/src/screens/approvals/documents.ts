import { graphql } from '../../generated';

export const SummaryFragment = graphql(`
  fragment DecisionSummary on ChangeDecisionSummary {
    evidenceVersion
    riskLevel
    conflictCount
    hiddenConflictCount
    affectedServiceCount
    serviceWithoutSpareCount
    complete
    seenAt
    changedCount
    changedParts
  }
`);

export const RequestFragment = graphql(`
  fragment ApprovalRequest on Approval {
    id
    version
    state
    stageName
    dueAt
    question
    answer
    viewerCanDecide
    commentRequiredFor
    approver { kind role team { id name } person { id displayName } }
  }
`);

export const ApprovalsDocument = graphql(`
  query Approvals($order: ApprovalOrder!, $after: String) {
    myApprovals(order: $order, first: 10, after: $after) {
      totalCount
      nodes {
        id
        ...ApprovalRequest
        record {
          id
          ... on Change {
            number
            title
            state
            type
            riskLevel
            plannedFrom
            plannedTo
            decisionSummary { ...DecisionSummary }
          }
          ... on Release { number title releaseVersion }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const ConflictsFragment = graphql(`
  fragment Conflicts on ChangeConflicts {
    complete
    hiddenConflictCount
    conflicts {
      kind
      explanation
      overlapFrom
      overlapTo
      hiddenCiCount
      change { id number title state plannedFrom plannedTo }
      changeWindow { id name kind }
      incident { id number title }
      cis { id name }
      people { id displayName }
      dependencies { otherDepends path { relationType from { id name } to { id name } } }
      redundancyGroups { ci { id name } left { group members up minUp spare } }
    }
  }
`);

export const RiskFragment = graphql(`
  fragment Risk on ChangeRisk {
    level
    points
    complete
    undecidedRules
    parts { rule points reason }
  }
`);

/** What is looked at before a decision. */
export const EvidenceDocument = graphql(`
  query Evidence($id: ID!) {
    change(id: $id) {
      id
      number
      title
      state
      reason
      plan
      testPlan
      backOutPlan
      estimatedCost
      costCurrency
      plannedFrom
      plannedTo
      plannedZone
      implementers { id displayName }
      affectedCis { id number name class { id name } }
      decisionSummary { ...DecisionSummary }
      evidence {
        version
        takenAt
        complete
        entries { key part text }
        risk { ...Risk }
        conflicts { ...Conflicts }
      }
    }
  }
`);

export const DifferenceDocument = graphql(`
  query EvidenceDifference($id: ID!, $since: String!) {
    changeEvidenceDifference(id: $id, since: $since) {
      since
      hiddenCount
      differences { key part kind text before after }
    }
  }
`);

/** What there is to look at of a release. */
export const ReleaseDocument = graphql(`
  query ReleaseToApprove($id: ID!) {
    release(id: $id) {
      id
      number
      title
      releaseVersion
      description
      plan
      rollBackPlan
      estimatedCost
      costCurrency
      hiddenChangeCount
      changes { id number title state }
      criteria { number text met evidence }
    }
  }
`);

export const DecideDocument = graphql(`
  mutation Decide(
    $id: ID!
    $expectedVersion: Int!
    $decision: ApprovalDecision!
    $comment: String
    $conditions: String
    $evidenceVersion: String
  ) {
    result: approvalDecide(
      requestId: $id
      expectedVersion: $expectedVersion
      decision: $decision
      comment: $comment
      conditions: $conditions
      evidenceVersion: $evidenceVersion
    ) {
      approval { id version state }
      userErrors { code message field parameters }
    }
  }
`);

export const AskDocument = graphql(`
  mutation AskForInformation($id: ID!, $expectedVersion: Int!, $question: String!) {
    result: approvalAskForInformation(requestId: $id, expectedVersion: $expectedVersion, question: $question) {
      approval { id version state }
      userErrors { code message field parameters }
    }
  }
`);

export const DecideManyDocument = graphql(`
  mutation DecideMany($items: [ApprovalDecideManyItemInput!]!, $decision: ApprovalDecision!, $comment: String) {
    result: approvalDecideMany(items: $items, decision: $decision, comment: $comment) {
      approvals { id version state }
      userErrors { code message field parameters }
    }
  }
`);

export const MarkSeenDocument = graphql(`
  mutation MarkSeen($id: ID!, $evidenceVersion: String!) {
    result: changeMarkSeen(id: $id, evidenceVersion: $evidenceVersion) {
      userErrors { code message field parameters }
    }
  }
`);
