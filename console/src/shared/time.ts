import { store } from '../app/store';

/** Seconds of an ISO 8601 duration of days, hours, minutes and seconds, as the API gives them. */
export function seconds(duration: string): number {
  const parts = /^(-?)P(?:(\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?[\d.]+)S)?)?$/.exec(duration);
  if (parts === null) {
    throw new Error(`No duration: ${duration}`);
  }
  const [, sign, days, hours, minutes, rest] = parts;
  const sum = Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(rest ?? 0);
  return sign === '-' ? -sum : sum;
}

/** The two greatest units that tell how long something is: 2d 4h, 3h 05m, 12m 40s, 8s. */
export function brief(milliseconds: number): string {
  const total = Math.floor(Math.abs(milliseconds) / 1000);
  const days = Math.floor(total / 86_400);
  const hours = Math.floor((total % 86_400) / 3_600);
  const minutes = Math.floor((total % 3_600) / 60);
  const rest = total % 60;
  const two = (value: number) => String(value).padStart(2, '0');
  if (days > 0) return `${days}d ${hours}h`;
  if (hours > 0) return `${hours}h ${two(minutes)}m`;
  if (minutes > 0) return `${minutes}m ${two(rest)}s`;
  return `${rest}s`;
}

/** The reader's zone. */
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Date and time in the reader's zone; today's without the date. */
export function shortTime(instant: string, locale: string, now: number): string {
  const at = new Date(instant);
  const today = new Date(now);
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false }).format(at);
  if (at.toDateString() === today.toDateString()) {
    return time;
  }
  const date = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(at.getFullYear() === today.getFullYear() ? {} : { year: 'numeric' }),
  }).format(at);
  return `${date}, ${time}`;
}

/** To the second, with the zone. */
export function fullTime(instant: string, locale: string): string {
  return `${new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' }).format(new Date(instant))} · ${zone}`;
}

/** Date and time in another zone, which is told beside it. */
export function zonedTime(instant: string, locale: string, inZone: string): string {
  try {
    return new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hour12: false,
      timeZone: inZone,
    }).format(new Date(instant));
  } catch {
    // A zone that this browser does not know: the instant holds all the same.
    return shortTime(instant, locale, Date.now());
  }
}

/** The present, which moves once a second while somebody follows it: one timer for all clocks of a page. */
const present = store(Date.now());
let followers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

export const now = {
  get: present.get,
  set: present.set,
  subscribe(listener: () => void): () => void {
    const end = present.subscribe(listener);
    followers += 1;
    timer ??= setInterval(() => present.set(Date.now()), 1_000);
    return () => {
      end();
      followers -= 1;
      if (followers === 0) {
        clearInterval(timer);
        timer = undefined;
      }
    };
  },
};
