import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './browser';
import { begin, go, type Person, person, signIn, speak, violations } from './people';
import { as } from './stack';
import { agent, HOSTILE_TEXT, HOSTILE_TITLE, known, report, requester } from './world';

const administrator = as('administrator');

let browser: Browser;
let caller: Person;
let number = '';

beforeAll(async () => {
  browser = await launch();
  caller = await person(browser);
  await signIn(caller.page, 'requester');
});

afterAll(async () => {
  await browser?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await caller.page.screenshot({ path: `target/failed/${task.name.replaceAll(/\W+/g, '-').slice(0, 60)}.png` });
  }
});

/** What somebody at the service desk does to an incident as it is now. */
async function act(action: string, input: Record<string, unknown> | null): Promise<void> {
  const { incident } = await agent<{ incident: { id: string; version: number } }>(
    'query($number: String!) { incident(number: $number) { id version } }',
    { number },
  );
  const { result } = await agent<{ result: { userErrors: { message: string }[] } }>(
    `mutation($id: ID!, $version: Int!${input ? `, $input: Incident${action}Input!` : ''}) {
      result: incident${action}(id: $id, expectedVersion: $version${input ? ', input: $input' : ''}) { userErrors { message } }
    }`,
    { id: incident.id, version: incident.version, ...(input ? { input } : {}) },
  );
  expect(result.userErrors).toEqual([]);
}

async function comment(text: string): Promise<void> {
  const { incident } = await agent<{ incident: { id: string } }>(
    'query($number: String!) { incident(number: $number) { id } }',
    { number },
  );
  const { incidentComment } = await agent<{ incidentComment: { userErrors: unknown[] } }>(
    'mutation($id: ID!, $text: String!) { incidentComment(id: $id, input: { text: $text }) { userErrors { message } } }',
    { id: incident.id, text },
  );
  expect(incidentComment.userErrors).toEqual([]);
}

/** A service that the caller may use does not work. */
async function failing(name: string): Promise<void> {
  const { viewer } = await known<{ viewer: { organisation: { id: string } | null } }>(
    requester,
    '{ viewer { organisation { id } } }',
    (answer) => answer.viewer.organisation !== null,
  );
  const { ciClasses } = await administrator<{ ciClasses: { id: string; key: string }[] }>('{ ciClasses { id key } }');
  const classId = ciClasses.find((each) => each.key === 'business-service')?.id;
  const { configurationItemCreate } = await administrator<{
    configurationItemCreate: { configurationItem: { id: string } | null; userErrors: unknown[] };
  }>(
    `mutation($input: ConfigurationItemCreateInput!) {
       configurationItemCreate(input: $input) { configurationItem { id } userErrors { message field } } }`,
    { input: { name, classId, lifecycle: 'LIVE', selfService: true, organisationId: viewer.organisation?.id } },
  );
  expect(configurationItemCreate.userErrors).toEqual([]);
  await administrator(
    `mutation($id: ID!) { configurationItemSetOperationalStatus(id: $id, status: DOWN, expectedVersion: 1) {
       userErrors { message } } }`,
    { id: configurationItemCreate.configurationItem?.id },
  );
}

const standing = (page: Page) => page.getByRole('region', { name: 'State' });

describe('the portal', () => {
  it('is where somebody begins who only uses services, and offers nothing of the service desk', async () => {
    const { page } = caller;
    await page.getByRole('heading', { name: 'How can we help?' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/\/portal$/);
    const menu = await page.getByRole('navigation').textContent();
    expect(menu).toContain('Ask for help');
    for (const word of ['Unassigned', 'Take a call', 'Calendar', 'My approvals']) expect(menu).not.toContain(word);
  });

  it('takes a request in two fields by keys alone, and says what is missing', async () => {
    const { page } = caller;
    await begin(page, 'n', 'form[aria-label="Ask for help"]');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Say what it is.').waitFor();
    await page.keyboard.type('The till prints nothing');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Since this morning, on both tills.');
    await page.keyboard.press('Control+Enter');
    await standing(page).getByText('We have it. Somebody looks at it soon.').waitFor();
    number = /INC\d+/.exec(page.url())?.[0] ?? '';
    await page.getByText('Since this morning, on both tills.').waitFor();
    await page.getByText('It is to work again by').waitFor();
    const { incident } = await agent<{ incident: { channel: string; title: string; affectedPerson: { id: string } } }>(
      'query($number: String!) { incident(number: $number) { channel title affectedPerson { id } } }',
      { number },
    );
    const { viewer } = await requester<{ viewer: { id: string } }>('{ viewer { id } }');
    expect(incident).toEqual({
      channel: 'PORTAL',
      title: 'The till prints nothing',
      affectedPerson: { id: viewer.id },
    });
  });

  it('shows live what is said and done, and never what is internal', async () => {
    const { page } = caller;
    await comment('Is the paper in?');
    await page.getByText('Is the paper in?').waitFor();
    await page.locator('body').press('c');
    await page.locator('form[aria-label=Write] :focus').waitFor();
    await page.keyboard.type('It is.');
    await page.keyboard.press('Control+Enter');
    await page.locator('li[data-mine=true]', { hasText: 'It is.' }).waitFor();
    const { incident } = await agent<{ incident: { id: string } }>(
      'query($number: String!) { incident(number: $number) { id } }',
      { number },
    );
    await agent(
      'mutation($id: ID!) { incidentAddWorkNote(id: $id, input: { text: "Suspect the driver" }) { userErrors { message } } }',
      { id: incident.id },
    );
    await act('Start', null);
    await standing(page).getByText('Somebody works on it.').waitFor();
    expect(await page.content()).not.toContain('Suspect the driver');
    await act('Hold', { reason: 'AWAITING_CUSTOMER' });
    await standing(page)
      .getByText(/It has to wait:/)
      .waitFor();
    await act('Resume', null);
  });

  it('asks whether it works: no lets them look again, yes ends it', async () => {
    const { page } = caller;
    const resolve = () => act('Resolve', { code: 'SOLVED', resolution: 'The cable is in again' });
    await resolve();
    await standing(page).getByText('It should work again. Does it?').waitFor();
    await standing(page).getByText('The cable is in again').waitFor();
    await page.getByRole('button', { name: 'No, it does not' }).press('Enter');
    await page.locator('form textarea[name=reason]').press('Control+Enter');
    await page.locator('form [class*=error]').first().waitFor();
    await page.fill('form textarea[name=reason]', 'One till still prints nothing');
    await page.keyboard.press('Control+Enter');
    await standing(page).getByText('Somebody works on it.').waitFor();
    await page.getByText('One till still prints nothing').waitFor();

    await resolve();
    await page.getByRole('button', { name: 'Yes, it works' }).press('Enter');
    await page.locator('form').getByRole('button', { name: 'Yes, it works' }).press('Enter');
    await standing(page).getByText('It is done.').waitFor();
    await page.locator('body').press('Escape');
    await page.getByRole('heading', { name: 'How can we help?' }).waitFor();
    await page.getByText('Done', { exact: true }).click();
    await page.locator(`li[data-number=${number}]`).waitFor();
    expect(caller.faults).toEqual([]);
  });

  it('shows by whose turn it is, hostile words as text, and goes by keys', async () => {
    const { page } = caller;
    const hostile = await report(requester, { title: HOSTILE_TITLE, description: HOSTILE_TEXT });
    await go(page, 'portal');
    const row = page.locator(`li[data-number=${hostile.number}]`);
    await row.waitFor();
    while ((await row.getAttribute('data-current')) !== 'true') await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByText('END OF IT').waitFor();
    expect(await page.evaluate(() => (window as { hacked?: unknown }).hacked)).toBeUndefined();
    await page.getByRole('button', { name: 'I do not need it any more' }).press('Enter');
    await page.fill('form textarea[name=reason]', 'It was a joke');
    await page.keyboard.press('Control+Enter');
    await standing(page).getByText('It was withdrawn.').waitFor();
    expect(caller.faults).toEqual([]);
  });

  it('keeps what was typed while Mainstay does not answer, and asks for it once', async () => {
    const { page } = caller;
    await go(page, 'portal');
    await begin(page, 'n', 'form[aria-label="Ask for help"]');
    const slow = `The scanner is slow, ${Date.now()}`;
    await page.keyboard.type(slow);
    // The answer is lost, not the request.
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('AskForHelp')) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await page.keyboard.press('Control+Enter');
    await page.getByText('There was no answer, so it may have been saved.').waitFor();
    await page.unroute('**/graphql');
    await page.locator('form[aria-label="Ask for help"]').getByRole('button', { name: 'Send' }).click();
    await page.locator('article').getByText(slow).first().waitFor();
    const { incidents } = await requester<{ incidents: { totalCount: number } }>(
      'query($title: String!) { incidents(filter: { title: { eq: $title } }) { totalCount } }',
      { title: slow },
    );
    expect(incidents.totalCount).toBe(1);
  });

  it('tells of services that do not work', async () => {
    const { page } = caller;
    await failing('Till printing');
    await go(page, 'desk/mine');
    await go(page, 'portal');
    await page
      .getByRole('complementary', { name: 'Known to us' })
      .locator('li[data-kind=now][data-down=true]')
      .filter({ hasText: 'Till printing' })
      .getByText('does not work now. You need not report it.')
      .waitFor();
  });

  it('shows nobody what others have asked for', async () => {
    const other = await person(browser);
    await signIn(other.page, 'requester-logistics', `portal/${number}`);
    await other.page.getByText('Nothing is here').waitFor();
    await go(other.page, 'portal');
    await other.page.getByRole('heading', { name: 'How can we help?' }).waitFor();
    expect(await other.page.content()).not.toContain('The till prints nothing');
    await other.context.close();
  });

  it('has no violation that axe knows, in both themes and languages', async () => {
    const { page } = caller;
    const found: string[] = [];
    for (const [language, theme] of [
      ['en', 'light'],
      ['zh', 'dark'],
      ['en', 'dark'],
      ['zh', 'light'],
    ] as const) {
      await speak(page, language, theme);
      for (const path of ['portal', `portal/${number}`]) {
        await page.reload();
        await page.waitForSelector('nav');
        await go(page, path);
        await page
          .locator(path === 'portal' ? 'main form' : 'article section')
          .first()
          .waitFor();
        found.push(...(await violations(page, `${path} ${language} ${theme}`)));
      }
    }
    expect(found).toEqual([]);
  }, 120_000);
});
