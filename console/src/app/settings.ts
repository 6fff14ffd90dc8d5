/** What only the server knows; it fills it into the page. */
const page = document.documentElement.dataset;

export const settings = {
  /** The path of the console, with a slash at its end. */
  base: page.base ?? '/console/',
  issuer: page.issuer ?? '',
  clientId: page.client ?? '',
  version: page.version ?? '',
  nonce: document.querySelector<HTMLMetaElement>('meta[name=nonce]')?.content ?? '',
};

/** The API is beside the console. */
export const graphql = new URL('../graphql', new URL(settings.base, location.href));
export const attachments = new URL('../attachments', new URL(settings.base, location.href));
export const webSocket = new URL('../graphql/ws', new URL(settings.base, location.href));
webSocket.protocol = webSocket.protocol.replace('http', 'ws');
