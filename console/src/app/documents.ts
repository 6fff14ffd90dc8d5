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

/** How many open incidents there are in each group, exactly and all at one time. */
export const CountsDocument = graphql(`
  query Counts($groups: [IncidentFilter!]!) {
    incidentCounts(filter: { open: { eq: true } }, groups: $groups) { counts }
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
