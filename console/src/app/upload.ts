import { reason } from '../shared/files';
import { patiently } from './patience';
import { refused, token } from './session';
import { attachments } from './settings';

/** Why a file was not taken, in the words of the API; nothing if there was no answer. */
export class NotTaken extends Error {
  override name = 'NotTaken';
}

/**
 * Sends a file, which can then be attached for a day.
 *
 * @param progress is told which part of it has been sent, between 0 and 1
 * @returns its id
 * @throws NotTaken if the server refuses it or does not answer
 */
export async function send(file: File, name: string, progress: (part: number) => void): Promise<string> {
  const answer = await patiently(
    () => post(file, name, progress),
    (request) => request.getResponseHeader('Retry-After'),
  );
  if (answer.status === 401) refused();
  if (answer.status === 201) return (JSON.parse(answer.responseText) as { id: string }).id;
  throw new NotTaken(reason(answer.responseText));
}

/** `fetch` does not tell how much of a body has been sent. */
async function post(file: File, name: string, progress: (part: number) => void): Promise<XMLHttpRequest> {
  const bearer = await token();
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${attachments.href}?name=${encodeURIComponent(name)}`);
    request.setRequestHeader('Authorization', `Bearer ${bearer}`);
    request.upload.onprogress = ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total);
    request.onloadend = () => resolve(request);
    request.send(file);
  });
}
