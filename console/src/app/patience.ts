/** How often what was too much at once is asked, and how long the server may ask to wait before. */
const TRIES = 4;
const LONGEST_WAIT_S = 5;

/**
 * Asks again what was too much at once (429), because nothing was done then; a screen asks for several answers that the server works out one after the
 * other.
 *
 * @param retryAfter what the header `Retry-After` of an answer says
 */
export async function patiently<A extends { status: number }>(
  ask: () => Promise<A>,
  retryAfter: (answer: A) => string | null,
): Promise<A> {
  let answer = await ask();
  for (let tries = 1; answer.status === 429 && tries < TRIES; tries++) {
    const wait = Math.min(Number(retryAfter(answer) ?? 1) || 1, LONGEST_WAIT_S);
    await new Promise((resolve) => setTimeout(resolve, wait * 1000 * (0.5 + Math.random() / 2)));
    answer = await ask();
  }
  return answer;
}
