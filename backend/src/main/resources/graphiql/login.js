// Signs in at Keycloak by authorization code with PKCE (RFC 7636). The token stays in memory: a reload signs in again,
// which Keycloak answers without asking while its own session lasts.

const VERIFIER = 'mainstay.pkce.verifier';
const STATE = 'mainstay.pkce.state';

const redirectUri = new URL('.', location.href).href.split('?')[0];

function random() {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64Url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

async function challengeOf(verifier) {
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

async function redirectToLogin({ issuer, clientId }) {
  const verifier = random();
  const state = random();
  sessionStorage.setItem(VERIFIER, verifier);
  sessionStorage.setItem(STATE, state);
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    state,
    code_challenge: await challengeOf(verifier),
    code_challenge_method: 'S256',
  });
  location.assign(`${issuer}/protocol/openid-connect/auth?${query}`);
  // nothing after this matters: the browser leaves the page
  await new Promise(() => {});
}

async function requestToken({ issuer, clientId }, parameters) {
  const response = await fetch(`${issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: clientId, ...parameters }),
  });
  if (!response.ok) {
    throw new Error(`Keycloak answered ${response.status} to the request for a token`);
  }
  return response.json();
}

function session(settings, first) {
  let current = first;
  let usableUntil = Date.now() + (first.expires_in - 30) * 1000;
  let renewal = null;

  async function renew() {
    try {
      current = await requestToken(settings, {
        grant_type: 'refresh_token',
        refresh_token: current.refresh_token,
      });
    } catch {
      await redirectToLogin(settings);
    }
    usableUntil = Date.now() + (current.expires_in - 30) * 1000;
  }

  return {
    /** A token that is good for at least some seconds; renewed when needed. */
    async token() {
      if (Date.now() >= usableUntil) {
        // A refresh token is good for one use: requests that need a new token at the same time wait for the same one.
        renewal ??= renew().finally(() => {
          renewal = null;
        });
        await renewal;
      }
      return current.access_token;
    },

    /** Ends the session at Keycloak too, which then asks who comes next; the browser leaves the page. */
    logout() {
      const query = new URLSearchParams({
        client_id: settings.clientId,
        id_token_hint: current.id_token,
        post_logout_redirect_uri: redirectUri,
      });
      location.assign(`${settings.issuer}/protocol/openid-connect/logout?${query}`);
    },
  };
}

/** Signs in and gives the session; leaves the page for Keycloak when that is needed. */
export async function login(settings) {
  const answer = new URLSearchParams(location.search);
  const code = answer.get('code');
  const verifier = sessionStorage.getItem(VERIFIER);
  const expected = answer.get('state') === sessionStorage.getItem(STATE);
  sessionStorage.removeItem(VERIFIER);
  sessionStorage.removeItem(STATE);
  if (answer.has('error')) {
    throw new Error(`Keycloak refuses: ${answer.get('error_description') ?? answer.get('error')}`);
  }
  if (!code || !verifier || !expected) {
    await redirectToLogin(settings);
  }
  history.replaceState(null, '', redirectUri);
  const tokens = await requestToken(settings, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  return session(settings, tokens);
}
