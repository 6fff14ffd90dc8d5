/** A service, with what its users may know. */
export interface Service {
  id: string;
  name: string;
  operationalStatus: string;
  computedStatus?: string | null;
  serviceOutages: readonly { number: string; state: string; impact: string; from: string; to: string }[];
}

export type News =
  | { kind: 'now'; id: string; name: string; down: boolean }
  | { kind: 'planned'; id: string; name: string; down: boolean; from: string; to: string };

const MOST = 12;

/** What fails now comes first, the worst of it before the rest; then what is planned, the next first. */
export function newsOf(services: readonly Service[], now: number): News[] {
  const failing: News[] = services.flatMap(({ id, name, operationalStatus, computedStatus }) => {
    const down = operationalStatus === 'DOWN' || computedStatus === 'DOWN';
    const degraded = operationalStatus === 'DEGRADED' || computedStatus === 'DEGRADED';
    return down || degraded ? [{ kind: 'now', id, name, down }] : [];
  });
  const planned = services.flatMap(({ name, serviceOutages }) =>
    serviceOutages
      .filter((outage) => outage.state === 'PLANNED' && new Date(outage.to).getTime() > now)
      .map(
        ({ number, impact, from, to }): News => ({
          kind: 'planned',
          id: `${number}.${name}`,
          name,
          down: impact === 'DOWN',
          from,
          to,
        }),
      ),
  );
  return [
    ...failing.toSorted((one, other) => Number(other.down) - Number(one.down) || one.name.localeCompare(other.name)),
    ...planned.toSorted((one, other) => fromOf(one).localeCompare(fromOf(other))),
  ].slice(0, MOST);
}

function fromOf(news: News): string {
  return news.kind === 'planned' ? news.from : '';
}
