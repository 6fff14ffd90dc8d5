/** What is looked up at once: a request has at most 30 aliases. */
export const MOST = 30;

/** A query for so many records by their ids, each by the name that people call it. */
export function namesQuery(count: number): string {
  const each = Array.from({ length: count }, (_, index) => index);
  return `query Names(${each.map((index) => `$id${index}: ID!`).join(', ')}) {
    ${each
      .map(
        (index) => `n${index}: node(id: $id${index}) {
      id
      ... on Person { displayName }
      ... on Team { name }
      ... on Organisation { name }
      ... on ConfigurationItem { name }
      ... on TicketCategory { path }
      ... on Incident { number }
      ... on Problem { number }
      ... on Change { number }
      ... on Release { number }
    }`,
      )
      .join('\n    ')}
  }`;
}
