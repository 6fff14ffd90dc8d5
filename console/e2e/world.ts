import { as } from './stack';

export const agent = as('agent');
export const requester = as('requester');
export const manager = as('configuration-manager');
export const changeManager = as('change-manager');
export const implementer = as('agent-database');
const levels = as('service-manager');

const AROUND_THE_CLOCK = '00000000-0000-7000-8051-000000000051';

export interface Incident {
  id: string;
  number: string;
  version: number;
}

export const HOSTILE_TITLE = `<script>window.hacked = 1</script> "><img src=x onerror="window.hacked=2"> \u202Egnp.exe 打印机 🖨️`;
export const HOSTILE_TEXT = `${'<b onmouseover="window.hacked=3">行</b> \u2066\u202E '.repeat(900).slice(0, 31_900)} END OF IT`;

let key = 0;
const once = () => `console-${process.pid}-${key++}`;

export async function report(ask: typeof agent, input: Record<string, unknown>): Promise<Incident> {
  const answer = await ask<{ incidentReport: { incident: Incident } }>(
    `mutation($input: IncidentReportInput!, $key: String!) {
       incidentReport(input: $input, idempotencyKey: $key) { incident { id number version } userErrors { message field } } }`,
    { input, key: once() },
  );
  return answer.incidentReport.incident;
}

export async function retitle(ask: typeof agent, id: string, title: string): Promise<void> {
  const { incident } = await ask<{ incident: { version: number } }>(
    'query($id: ID!) { incident(id: $id) { version } }',
    {
      id,
    },
  );
  await ask(
    `mutation($id: ID!, $version: Int!, $title: String!) {
       incidentUpdate(id: $id, expectedVersion: $version, input: { title: $title }) { userErrors { message } } }`,
    { id, version: incident.version, title },
  );
}

export async function item(classKey: string, name: string): Promise<string> {
  const { ciClasses } = await manager<{ ciClasses: { id: string; key: string }[] }>('{ ciClasses { id key } }');
  const classId = ciClasses.find((each) => each.key === classKey)?.id;
  if (classId === undefined) throw new Error(`no class ${classKey} among ${ciClasses.map((each) => each.key)}`);
  const answer = await manager<{ configurationItemCreate: { configurationItem: { id: string } } }>(
    `mutation($input: ConfigurationItemCreateInput!) {
       configurationItemCreate(input: $input) { configurationItem { id } userErrors { message field } } }`,
    { input: { name, classId, lifecycle: 'LIVE' } },
  );
  return answer.configurationItemCreate.configurationItem.id;
}

/** An item is down, as somebody says. */
export async function fail(id: string): Promise<void> {
  const { configurationItem } = await manager<{ configurationItem: { version: number } }>(
    'query($id: ID!) { configurationItem(id: $id) { version } }',
    { id },
  );
  await manager(
    `mutation($id: ID!, $version: Int!) { configurationItemSetOperationalStatus(id: $id, status: DOWN, expectedVersion: $version) {
       userErrors { message } } }`,
    { id, version: configurationItem.version },
  );
}

/** An incident by its number, as the desk sees it. */
export function lookUp(number: string) {
  return agent<{
    incident: {
      title: string;
      state: string;
      channel: string;
      impact: string;
      urgency: string;
      priority: string;
      affectedPerson: { displayName: string };
      affectedCis: { name: string }[];
      workLog: { nodes: { kind: string; text: string }[] };
    };
  }>(
    `query($number: String!) { incident(number: $number) {
       title state channel impact urgency priority affectedPerson { displayName } affectedCis { name } workLog { nodes { kind text } } } }`,
    { number },
  );
}

export async function relate(sourceId: string, targetId: string): Promise<void> {
  await manager(
    `mutation($input: RelationCreateInput!) { relationCreate(input: $input) { userErrors { message field } } }`,
    { input: { sourceId, targetId, type: 'DEPENDS_ON' } },
  );
}

/** A freeze of an item for two days, so many days from now. */
export async function freeze(name: string, ciId: string, days: number): Promise<void> {
  const day = (which: number) => new Date(Date.now() + which * 86_400_000).toISOString().slice(0, 16);
  await changeManager(
    `mutation($input: ChangeWindowInput!) { freezeWindowSet(input: $input) { userErrors { message field } } }`,
    { input: { name, scope: { ciIds: [ciId] }, zone: 'UTC', startsAt: day(days - 1), endsAt: day(days + 1) } },
  );
}

export interface World {
  server: string;
  offering: string;
  first: Incident;
  second: Incident;
  hostile: Incident;
  reported: Incident;
}

/** Somebody is known once the first synchronisation is over: a graph that was just emptied knows nobody's organisation before. */
export async function known<T>(ask: typeof agent, query: string, find: (answer: T) => boolean): Promise<T> {
  const begun = Date.now();
  for (;;) {
    const answer = await ask<T>(query);
    if (find(answer)) return answer;
    if (Date.now() - begun > 45_000) throw new Error('nobody was synchronised');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** A change that was requested, by default submitted and assessed with a low risk, so that it waits to be approved. */
export async function plan(
  title: string,
  options: { ciIds?: string[]; days: number; until?: 'DRAFT' | 'ASSESSMENT' | 'AUTHORISATION' },
): Promise<Incident> {
  const { viewer } = await known<{ viewer: { id: string; organisation: unknown } }>(
    implementer,
    '{ viewer { id organisation { id } } }',
    (answer) => answer.viewer.organisation !== null,
  );
  const from = new Date(Date.now() + options.days * 86_400_000);
  const { changeRequest } = await implementer<{ changeRequest: { change: Incident } }>(
    `mutation($input: ChangeRequestInput!, $key: String!) {
       changeRequest(input: $input, idempotencyKey: $key) { change { id number version } userErrors { message field } } }`,
    {
      key: once(),
      input: {
        title,
        reason: 'It is due',
        plan: 'Drain it, do it, look at it.',
        testPlan: 'Tried on another one',
        backOutPlan: 'Undo it',
        implementerIds: [viewer.id],
        window: {
          from: from.toISOString(),
          to: new Date(from.getTime() + 7_200_000).toISOString(),
          zone: 'Asia/Tokyo',
        },
        ...(options.ciIds ? { ciIds: options.ciIds } : { noCisReason: 'Only a setting' }),
      },
    },
  );
  const { id } = changeRequest.change;
  if (options.until !== 'DRAFT') {
    await implementer(
      'mutation($id: ID!) { changeSubmit(id: $id, expectedVersion: 1) { userErrors { message field } } }',
      { id },
    );
  }
  if (options.until === undefined || options.until === 'AUTHORISATION') {
    await changeManager(
      `mutation($id: ID!) { changeAssess(id: $id, input: { riskLevel: LOW, reason: "Done often" }, expectedVersion: 2) {
         userErrors { message field } } }`,
      { id },
    );
  }
  return changeRequest.change;
}

export async function stateOf(id: string): Promise<string> {
  const { change } = await changeManager<{ change: { state: string } }>(
    'query($id: ID!) { change(id: $id) { state } }',
    { id },
  );
  return change.state;
}

/** The agent's team is the service desk of the whole company; answers its id. */
export async function serve(): Promise<string> {
  const { viewer } = await known<{ viewer: { organisation: unknown; teams: { id: string }[] } }>(
    agent,
    '{ viewer { organisation { id } teams { id } } }',
    (answer) => answer.viewer.organisation !== null && answer.viewer.teams.length > 0,
  );
  const team = viewer.teams[0]?.id ?? '';
  const { organisations } = await levels<{ organisations: { nodes: { id: string; name: string; version: number }[] } }>(
    '{ organisations(filter: { text: "Aldermoor Group" }) { nodes { id name version } } }',
  );
  const group = organisations.nodes.find((each) => each.name === 'Aldermoor Group');
  await levels(
    `mutation($id: ID!, $team: ID!, $version: Int!) {
       organisationSetServiceDesk(id: $id, teamId: $team, expectedVersion: $version) { userErrors { message field } } }`,
    { id: group?.id, team, version: group?.version },
  );
  return team;
}

/** An offering with service levels on a server, and some incidents. */
export async function make(): Promise<World> {
  const team = await serve();
  const server = await item('server', 'web-01');
  const offering = await item('service-offering', 'Web shop');
  await relate(offering, server);
  for (const [metric, target] of [
    ['RESPONSE', 'PT30M'],
    ['RESOLUTION', 'PT4H'],
  ]) {
    await levels(
      `mutation($input: SlaDefinitionInput!) { slaDefinitionCreate(input: $input) { userErrors { message field } } }`,
      {
        input: {
          name: `${metric} of the web shop`,
          kind: 'INCIDENT',
          metric,
          serviceOfferingId: offering,
          target,
          calendarId: AROUND_THE_CLOCK,
        },
      },
    );
  }
  const common = { channel: 'PHONE', serviceOfferingId: offering, teamId: team };
  return {
    server,
    offering,
    first: await report(agent, {
      ...common,
      title: 'The shop answers slowly',
      description: 'Since nine in the morning; about ten seconds a page.',
      impact: 'HIGH',
      urgency: 'HIGH',
      ciIds: [server],
    }),
    second: await report(agent, { ...common, title: 'Wrong prices in the catalogue', impact: 'LOW', urgency: 'LOW' }),
    hostile: await report(agent, {
      ...common,
      title: HOSTILE_TITLE,
      description: HOSTILE_TEXT,
      impact: 'LOW',
      urgency: 'MEDIUM',
    }),
    reported: await report(requester, { title: 'My badge does not open the door', urgency: 'MEDIUM' }),
  };
}
