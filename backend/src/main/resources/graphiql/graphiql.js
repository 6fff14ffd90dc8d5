import { login } from './login.js';

const QUERY = `# The person you signed in as:
{
  viewer {
    id
    displayName
    roles
    permissions
  }
}
`;

const element = document.getElementById('graphiql');

try {
  const settings = await (await fetch('settings.json')).json();
  const session = await login(settings);

  const fetcher = GraphiQL.createFetcher({
    url: new URL('../graphql', location.href).href,
    fetch: async (url, options) =>
      fetch(url, {
        ...options,
        headers: { ...options.headers, Authorization: `Bearer ${await session.token()}` },
      }),
  });

  ReactDOM.createRoot(element).render(React.createElement(GraphiQL, { fetcher, defaultQuery: QUERY }));
} catch (failure) {
  element.textContent = failure.message;
}
