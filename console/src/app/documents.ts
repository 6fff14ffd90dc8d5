import { graphql } from '../generated';

export const ViewerDocument = graphql(`
  query Viewer {
    viewer {
      id
      displayName
      roles
      permissions
      teams { id name }
      organisation { id name }
    }
  }
`);

/** The counts of the queues, exact; `team` is left out for somebody without a team. */
export const CountsDocument = graphql(`
  query Counts($mine: IncidentFilter!, $team: IncidentFilter, $withTeam: Boolean!, $unassigned: IncidentFilter!, $all: IncidentFilter!) {
    mine: incidents(filter: $mine, first: 1) { totalCount }
    team: incidents(filter: $team, first: 1) @include(if: $withTeam) { totalCount }
    unassigned: incidents(filter: $unassigned, first: 1) { totalCount }
    all: incidents(filter: $all, first: 1) { totalCount }
  }
`);

export const IncidentsChangedDocument = graphql(`
  subscription IncidentsChanged {
    incidentsChanged { type incidentId revision }
  }
`);

export const ChangesChangedDocument = graphql(`
  subscription ChangesChanged {
    changesChanged { type changeId revision }
  }
`);

export const ApprovalsChangedDocument = graphql(`
  subscription ApprovalsChanged {
    approvalsChanged { type approvalId revision }
  }
`);

export const WaitingDocument = graphql(`
  query Waiting {
    myApprovals(first: 1) { totalCount }
  }
`);

export const FindDocument = graphql(`
  query Find($query: String!) {
    search(query: $query, types: [INCIDENT, CHANGE], first: 8) {
      degraded
      nodes { id number title state titleParts { text match } }
    }
  }
`);
