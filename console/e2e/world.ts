import { as } from './stack';

export const agent = as('agent');
export const requester = as('requester');
const manager = as('configuration-manager');
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

async function item(classKey: string, name: string): Promise<string> {
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

export interface World {
  server: string;
  offering: string;
  first: Incident;
  second: Incident;
  hostile: Incident;
  reported: Incident;
}

/** An offering with service levels on a server, and some incidents. */
export async function make(): Promise<World> {
  const begun = Date.now();
  // A graph that was just emptied knows nobody's organisation before the first synchronisation.
  let team = '';
  for (;;) {
    const { viewer } = await agent<{ viewer: { organisation: unknown; teams: { id: string }[] } }>(
      '{ viewer { organisation { id } teams { id } } }',
    );
    team = viewer.teams[0]?.id ?? '';
    if (viewer.organisation !== null && team !== '') break;
    if (Date.now() - begun > 45_000) throw new Error('nobody was synchronised');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const { organisations } = await levels<{ organisations: { nodes: { id: string; name: string; version: number }[] } }>(
    '{ organisations(filter: { text: "Aldermoor Group" }) { nodes { id name version } } }',
  );
  const group = organisations.nodes.find((each) => each.name === 'Aldermoor Group');
  await levels(
    `mutation($id: ID!, $team: ID!, $version: Int!) {
       organisationSetServiceDesk(id: $id, teamId: $team, expectedVersion: $version) { userErrors { message field } } }`,
    { id: group?.id, team, version: group?.version },
  );
  const server = await item('server', 'web-01');
  const offering = await item('service-offering', 'Web shop');
  await manager(
    `mutation($input: RelationCreateInput!) { relationCreate(input: $input) { userErrors { message field } } }`,
    { input: { sourceId: offering, targetId: server, type: 'DEPENDS_ON' } },
  );
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
