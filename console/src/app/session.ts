import { ErrorResponse, InMemoryWebStorage, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { forgetDrafts } from '../shared/drafts';
import { settings } from './settings';
import { store } from './store';

/**
 * Who is signed in: authorization code with PKCE (RFC 7636). Tokens are in memory only, so a reload signs in again, which Keycloak answers
 * without asking while its own session lasts.
 */
export type SessionState =
  | { kind: 'starting' }
  /** Keycloak does not answer, and nobody is signed in yet. */
  | { kind: 'unreachable' }
  | { kind: 'refused'; reason: string }
  | { kind: 'signed-in' }
  /** Signed in, but Keycloak does not answer: work goes on until the token ends. */
  | { kind: 'ending'; at: number }
  | { kind: 'ended' };

/** How long before its end a token is renewed. */
const AHEAD_MS = 60_000;
const RETRY_MS = 5_000;

export const session = store<SessionState>({ kind: 'starting' });

const manager = new UserManager({
  authority: settings.issuer,
  client_id: settings.clientId,
  redirect_uri: new URL(settings.base, location.href).href,
  post_logout_redirect_uri: new URL(settings.base, location.href).href,
  response_type: 'code',
  scope: 'openid',
  automaticSilentRenew: false,
  monitorSession: false,
  userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
  // What proves that the answer is to our own question must outlive the way to Keycloak and back; it is no token.
  stateStore: new WebStorageStateStore({ store: sessionStorage }),
});

let user: User | null = null;
let renewal: Promise<void> | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const renewed = new Set<() => void>();

/** Called when there is a new token: what was begun with the old one ends with it. */
export function onRenewal(listener: () => void): () => void {
  renewed.add(listener);
  return () => renewed.delete(listener);
}

/** Completes a sign-in that comes back, or begins one. */
export async function start(): Promise<void> {
  const answer = new URLSearchParams(location.search);
  if (answer.has('state') && (answer.has('code') || answer.has('error'))) {
    try {
      const signedIn = await manager.signinCallback();
      if (signedIn) {
        history.replaceState(null, '', typeof signedIn.state === 'string' ? signedIn.state : settings.base);
        accept(signedIn);
        return;
      }
    } catch (failure) {
      if (failure instanceof ErrorResponse && answer.has('error')) {
        session.set({ kind: 'refused', reason: failure.message });
        return;
      }
      // A page of the history, or Keycloak is away: begin anew, which tells which.
      history.replaceState(null, '', settings.base);
    }
  }
  await signIn();
}

/** Leaves the page for Keycloak, and comes back to where the reader is. */
export function signIn(): Promise<void> {
  return leave({});
}

/** The same, and whoever is signed in proves it anew: their next tokens say since when. What was typed and not sent stays. */
export function signInAnew(): Promise<void> {
  return leave({ prompt: 'login' });
}

async function leave(how: { prompt?: string }): Promise<void> {
  try {
    await manager.metadataService.getMetadata();
    await manager.signinRedirect({ ...how, state: location.href.slice(location.origin.length) });
  } catch {
    if (user === null) {
      session.set({ kind: 'unreachable' });
    }
  }
}

/** Ends the session at Keycloak too, which then asks who comes next. What was typed and not sent goes with it. */
export async function signOut(): Promise<void> {
  forgetDrafts();
  clearTimeout(timer);
  try {
    await manager.signoutRedirect();
  } catch {
    user = null;
    session.set({ kind: 'unreachable' });
  }
}

/** A token that is good for at least some seconds. */
export async function token(): Promise<string> {
  if (user === null || remaining() < RETRY_MS) {
    await renew();
  }
  return user?.access_token ?? '';
}

/** The API has refused the token: there is no use in going on with it. */
export function refused(): void {
  clearTimeout(timer);
  session.set({ kind: 'ended' });
}

function accept(next: User): void {
  user = next;
  session.set({ kind: 'signed-in' });
  plan(Math.max(remaining() - AHEAD_MS, remaining() / 2));
}

function remaining(): number {
  return (user?.expires_at ?? 0) * 1000 - Date.now();
}

function plan(wait: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void renew(), wait);
}

/** A refresh token is good for one use: who needs a new token at the same time waits for the same one. */
function renew(): Promise<void> {
  renewal ??= refresh().finally(() => {
    renewal = null;
  });
  return renewal;
}

async function refresh(): Promise<void> {
  try {
    const next = await manager.signinSilent();
    if (next === null) {
      refused();
      return;
    }
    accept(next);
    for (const listener of renewed) listener();
  } catch (failure) {
    if (failure instanceof ErrorResponse) {
      refused();
    } else if (remaining() > 0) {
      session.set({ kind: 'ending', at: Date.now() + remaining() });
      plan(RETRY_MS);
    } else {
      refused();
    }
  }
}
