import { login } from './login.js';
import { subscriptions } from './subscriptions.js';

const element = document.getElementById('graphiql');

try {
  const settings = await (await fetch('settings.json')).json();
  const samples = await (await fetch('samples.json')).json();
  const session = await login(settings);

  const graphql = new URL('../graphql', location.href);
  const webSocket = new URL('../graphql/ws', location.href);
  webSocket.protocol = webSocket.protocol.replace('http', 'ws');

  const fetcher = GraphiQL.createFetcher({
    url: graphql.href,
    wsClient: subscriptions(webSocket.href, session),
    fetch: async (url, options) =>
      fetch(url, {
        ...options,
        headers: { ...options.headers, Authorization: `Bearer ${await session.token()}` },
      }),
  });

  const defaultTabs = samples.map(({ query, variables }) => ({
    query,
    variables: variables && JSON.stringify(variables, null, 2),
  }));

  const logout = document.getElementById('logout');
  logout.addEventListener('click', () => session.logout());
  logout.hidden = false;

  ReactDOM.createRoot(element).render(
    React.createElement(GraphiQL, { fetcher, defaultTabs, defaultQuery: samples[0].query }),
  );
} catch (failure) {
  element.textContent = failure.message;
}
