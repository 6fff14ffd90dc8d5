// Subscribes as GraphiQL does: node --experimental-websocket subscribe.mjs <subscriptions.js> <address> <token> <query>
// Prints each answer as a line, and how the stream ended; unsubscribes after the second answer.
import { readFileSync } from 'node:fs';

const [source, address, token, query] = process.argv.slice(2);
const code = readFileSync(source, 'utf8');
const { subscriptions } = await import(`data:text/javascript,${encodeURIComponent(code)}`);

let answers = 0;
const unsubscribe = subscriptions(address, { token: async () => token }).subscribe(
  { query },
  {
    next(answer) {
      console.log(JSON.stringify(answer));
      answers += 1;
      if (answers === 2) {
        unsubscribe();
        console.log('unsubscribed');
      }
    },
    error: (failure) => console.log(`error: ${failure.message ?? JSON.stringify(failure)}`),
    complete: () => console.log('complete'),
  },
);
