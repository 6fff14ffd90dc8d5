/** The servers that the tests are run against, by the names of environment variables that the local stack uses. */
function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is not set; run these tests by ./mainstay test ConsoleIT`);
  return value;
}

export const backend = setting('MAINSTAY_BACKEND_URL');
export const keycloak = setting('MAINSTAY_KEYCLOAK_URL');
export const consoleAddress = `${backend}/console/`;

async function form(address: string, fields: Record<string, string>): Promise<Record<string, string>> {
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(fields) });
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Record<string, string>;
}

export async function tokenOf(username: string): Promise<string> {
  const answer = await form(`${keycloak}/realms/mainstay/protocol/openid-connect/token`, {
    grant_type: 'password',
    client_id: 'mainstay-cli',
    username,
    password: 'mainstay',
  });
  return answer.access_token ?? '';
}

/** The API as a person, for what the tests need before they look at the console, and for what others do meanwhile. */
export function as(username: string) {
  let token = '';
  return async function ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    token ||= await tokenOf(username);
    // A backend that has just begun may not have read Keycloak's keys yet.
    let answer = await post();
    for (let tries = 0; answer.status === 503 && tries < 20; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      answer = await post();
    }
    const body = (await answer.json()) as { data?: Record<string, unknown>; errors?: unknown };
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    const refused = Object.values(body.data ?? {}).find(
      (value) => (value as { userErrors?: unknown[] } | null)?.userErrors?.length,
    );
    if (refused) throw new Error(JSON.stringify(refused));
    return body.data as T;

    function post() {
      return fetch(`${backend}/graphql`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
    }
  };
}

/** Keycloak's own administration. */
export async function administer(
  method: string,
  path: string,
  change?: (before: unknown) => unknown,
): Promise<unknown> {
  const { access_token } = await form(`${keycloak}/realms/master/protocol/openid-connect/token`, {
    grant_type: 'password',
    client_id: 'admin-cli',
    username: 'admin',
    password: setting('KC_BOOTSTRAP_ADMIN_PASSWORD'),
  });
  const address = `${keycloak}/admin/realms/mainstay${path}`;
  const headers = { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' };
  const before = method === 'PUT' || method === 'GET' ? await (await fetch(address, { headers })).json() : null;
  if (method === 'GET') return before;
  const answer = await fetch(address, { method, headers, body: change ? JSON.stringify(change(before)) : undefined });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return null;
}

/** Lets browsers come back from Keycloak to where this backend is. */
export async function letBrowsersReturn(): Promise<void> {
  const clients = (await administer('GET', '/clients?clientId=mainstay-console')) as { id: string }[];
  await administer('PUT', `/clients/${clients[0]?.id}`, (before) => ({
    ...(before as object),
    redirectUris: [`${backend}/console/`, `${backend}/graphiql/`],
    webOrigins: [backend],
  }));
}
