/** Several changes at once are one reading, and while many come, one is made every now and then: of one reader the server takes so many. */
const SOON_MS = 100;
const PAUSE_MS = 1_500;

export function paced(act: () => Promise<void>): { ask(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  let running = false;
  let again = false;
  let over = false;

  async function run() {
    timer = undefined;
    last = Date.now();
    running = true;
    try {
      await act();
    } finally {
      running = false;
      if (again) {
        again = false;
        ask();
      }
    }
  }

  function ask() {
    if (over || timer !== undefined) return;
    if (running) {
      // What has changed meanwhile may not be in what is being read.
      again = true;
      return;
    }
    timer = setTimeout(() => void run(), Math.max(SOON_MS, last + PAUSE_MS - Date.now()));
  }

  return {
    ask,
    stop() {
      over = true;
      clearTimeout(timer);
    },
  };
}
