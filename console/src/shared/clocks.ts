/** What a chip shows of the service level clocks of a record. */
export interface ClockSummary {
  metric: 'RESPONSE' | 'RESOLUTION';
  state: 'RUNNING' | 'PAUSED';
  dueAt: string | null;
  breached: boolean;
}

export interface ClockLike {
  metric: string;
  state: string;
  outcome: string;
  dueAt?: string | null;
}

/** The clock that is to be looked at next: the running one that is due first, else one that pauses; none if all have stopped. */
export function next(clocks: readonly ClockLike[]): ClockSummary | null {
  const open = clocks.filter((clock) => clock.state === 'RUNNING' || clock.state === 'PAUSED');
  const running = open
    .filter((clock) => clock.state === 'RUNNING')
    .sort((one, other) => (one.dueAt ?? '9999').localeCompare(other.dueAt ?? '9999'));
  const first = running[0] ?? open[0];
  return first === undefined
    ? null
    : {
        metric: first.metric === 'RESPONSE' ? 'RESPONSE' : 'RESOLUTION',
        state: first.state === 'RUNNING' ? 'RUNNING' : 'PAUSED',
        dueAt: first.dueAt ?? null,
        breached: first.outcome === 'BREACHED',
      };
}

export type Tone = 'calm' | 'soon' | 'late' | 'paused';

/** How much a clock asks for attention. A deadline has come "soon" half an hour before; that is ours, no rule gives one. */
export function tone(clock: ClockSummary, present: number): Tone {
  if (clock.state === 'PAUSED') return clock.breached ? 'late' : 'paused';
  if (clock.dueAt === null) return 'calm';
  const left = new Date(clock.dueAt).getTime() - present;
  if (clock.breached || left <= 0) return 'late';
  return left < 30 * 60_000 ? 'soon' : 'calm';
}
