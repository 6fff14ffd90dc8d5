/** A kind of record, as the names of its mutations begin. */
export type Kind = 'incident' | 'change';

// The mutations of records differ by their names alone, and those follow the actions: HOLD of an incident is `incidentHold` with an
// `IncidentHoldInput`. `mutations.test.ts` holds each one against the schema.

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function named(kind: Kind, action: string): string {
  return kind + action.toLowerCase().split('_').map(capital).join('');
}

const ANSWER = (kind: Kind) => `${kind} { id version revision } userErrors { code message field parameters }`;

/** Changes a record of a version: it is refused where somebody else was faster. */
export function edit(kind: Kind, action: string, withInput: boolean): string {
  const mutation = named(kind, action);
  return `mutation ${capital(mutation)}($id: ID!, $expectedVersion: Int!${withInput ? `, $input: ${capital(mutation)}Input!` : ''}) {
    result: ${mutation}(id: $id, expectedVersion: $expectedVersion${withInput ? ', input: $input' : ''}) { ${ANSWER(kind)} }
  }`;
}

/** Adds to a record, whatever its version is: what is sent again with the same key is written once. */
export function add(kind: Kind, action: string): string {
  const mutation = named(kind, action);
  return `mutation ${capital(mutation)}($id: ID!, $key: String!, $input: ${capital(mutation)}Input!) {
    result: ${mutation}(id: $id, idempotencyKey: $key, input: $input) { ${ANSWER(kind)} }
  }`;
}

/** The files of a record, each with an address at which it can be read for some minutes. */
export function addresses(kind: Kind): string {
  return `query ${capital(kind)}Files($id: ID!) { record: ${kind}(id: $id) { id attachments(first: 100) { nodes { id url } } } }`;
}
