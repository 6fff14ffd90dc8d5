import { cacheExchange } from '@urql/exchange-graphcache';
import { createClient as createSocket } from 'graphql-ws';
import { Client, fetchExchange, subscriptionExchange } from 'urql';
import { patiently } from './patience';
import { onRenewal, refused, token } from './session';
import { graphql, webSocket } from './settings';
import { store } from './store';

/** Whether Mainstay answered last: a page says so when it did not. */
export const reachable = store(true);

/** Whether changes arrive as they happen. */
export const live = store<'connecting' | 'live' | 'away'>('connecting');

const socket = createSocket({
  url: webSocket.href,
  connectionParams: async () => ({ Authorization: `Bearer ${await token()}` }),
  lazyCloseTimeout: 5_000,
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
  retryWait: async (retries) => {
    const wait = Math.min(500 * 2 ** retries, 10_000);
    await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random() / 2)));
  },
  on: {
    connected: () => live.set('live'),
    closed: () => live.set('away'),
  },
});

// The server ends a socket with the token that it began with. So it is begun anew with each new token; subscriptions go on, and their first
// answer says that nothing is missed from there on.
onRenewal(() => socket.terminate());

async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  try {
    const answer = await patiently(
      () => ask(input, init),
      ({ headers }) => headers.get('Retry-After'),
    );
    reachable.set(answer.status !== 502 && answer.status !== 503 && answer.status !== 504);
    if (answer.status === 401) refused();
    return answer;
  } catch (failure) {
    if (!init?.signal?.aborted) reachable.set(false);
    throw failure;
  }
}

async function ask(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  return fetch(input, { ...init, headers: { ...init?.headers, Authorization: `Bearer ${await token()}` } });
}

const PROBE_MS = 5_000;
let probe: ReturnType<typeof setInterval> | undefined;

// While Mainstay is away, somebody must notice that it is there again.
reachable.subscribe(() => {
  clearInterval(probe);
  if (!reachable.get()) {
    probe = setInterval(() => {
      send(graphql, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ query: '{ version }' }),
      }).catch(() => {
        // Still away, which the page says.
      });
    }, PROBE_MS);
  }
});

export const client = new Client({
  url: graphql.href,
  preferGetMethod: false,
  fetch: send,
  exchanges: [
    cacheExchange({
      keys: {
        IncidentChange: () => null,
        IncidentTransition: () => null,
        PriorityExplanation: () => null,
        PriorityMatrix: () => null,
        PriorityMatrixCell: () => null,
        SlaClock: () => null,
        SlaInterval: () => null,
        HistoryValue: () => null,
        ImpactStep: () => null,
        UserError: () => null,
        Viewer: () => null,
        Impact: () => null,
        ImpactCount: () => null,
        ImpactedCi: () => null,
        ExposedService: () => null,
        TicketChoice: () => null,
        TicketCounts: () => null,
        SearchSnippetPart: () => null,
        ApprovalChange: () => null,
        Approver: () => null,
        ChangeCalendar: () => null,
        ChangeCalendarEntry: () => null,
        ChangeChange: () => null,
        ChangeConflict: () => null,
        ChangeConflictDependency: () => null,
        ChangeConflictGroup: () => null,
        ChangeConflicts: () => null,
        ChangeDecisionSummary: () => null,
        ChangeEvidence: () => null,
        ChangeEvidenceDifference: () => null,
        ChangeEvidenceEntry: () => null,
        ChangeEvidenceEntryDifference: () => null,
        ChangeExcludedCi: () => null,
        ChangeFreezeException: () => null,
        ChangeGraphEdit: () => null,
        ChangeGraphEditAddedItem: () => null,
        ChangeGraphEditAlteredItem: () => null,
        ChangeGraphEditImpact: () => null,
        ChangeGraphEditImpactGroup: () => null,
        ChangeGraphEditImpactState: () => null,
        ChangeGraphEditItem: () => null,
        ChangeGraphEditRelation: () => null,
        ChangeGraphEditSinglePoint: () => null,
        ChangeGraphEditValue: () => null,
        ChangeRisk: () => null,
        ChangeRiskPart: () => null,
        ChangeTransition: () => null,
        FreeSlot: () => null,
        FreeSlots: () => null,
        RedundancyArithmetic: () => null,
        ReleaseCriterion: () => null,
        SafeToProceed: () => null,
        SafeToProceedReason: () => null,
      },
    }),
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: (request) => ({
        subscribe: (sink) => ({
          unsubscribe: socket.subscribe({ query: request.query ?? '', variables: request.variables }, sink),
        }),
      }),
    }),
  ],
});
