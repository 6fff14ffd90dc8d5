// Runs the audits of the GraphQL over HTTP specification. Arguments: URL, token. Prints one JSON object for each audit.
import { serverAudits } from 'graphql-http';

const [url, token] = process.argv.slice(2);

const fetchWithToken = (address, init = {}) =>
  fetch(address, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });

for (const audit of serverAudits({ url, fetchFn: fetchWithToken })) {
  const result = await audit.fn();
  if (result.response?.body && !result.response.bodyUsed) {
    await result.response.body.cancel();
  }
  console.log(JSON.stringify({ id: audit.id, name: audit.name, status: result.status, reason: result.reason ?? '' }));
}
