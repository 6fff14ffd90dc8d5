import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './browser';
import { begin, cursor, go, open, type Person, person, reach, signIn, speak, violations } from './people';
import { administer, consoleAddress, keycloak, letBrowsersReturn } from './stack';
import { agent, HOSTILE_TEXT, HOSTILE_TITLE, make, report, retitle, type World } from './world';

let browser: Browser;
let world: World;
let desk: Person;

const row = (page: Page, number: string) => page.locator(`[role=row][data-number="${number}"]`);
const incident = (page: Page, which: { number: string }) => open(page, `incidents/${which.number}`);

beforeAll(async () => {
  [browser, world] = await Promise.all([launch(), make(), letBrowsersReturn()]);
  desk = await person(browser);
  await signIn(desk.page, 'agent', `incidents/${world.first.number}`);
});

afterAll(async () => {
  await browser?.close();
});

// What was seen when something was not as it should be.
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await desk.page.screenshot({ path: `target/failed/${task.name.replaceAll(/\W+/g, '-').slice(0, 60)}.png` });
  }
});

describe('the console', () => {
  it('leads back to where a reader was going before the sign-in', async () => {
    await desk.page.waitForSelector('h1:has-text("The shop answers slowly")');
    expect(desk.page.url()).toBe(`${consoleAddress}incidents/${world.first.number}`);
    expect(await desk.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('eyJ');
  });

  it('counts queues exactly and follows others live, without moving the row under the cursor', async () => {
    const { page } = desk;
    await page.keyboard.press('4');
    await row(page, world.first.number).waitFor();
    const { incidents } = await agent<{ incidents: { totalCount: number } }>(
      '{ incidents(filter: { open: { eq: true } }) { totalCount } }',
    );
    const total = page.getByTestId('total');
    await expect.poll(() => total.textContent()).toBe(String(incidents.totalCount));

    await page.click('text=Newest');
    await page.locator(`[aria-rowindex="1"][data-number="${world.reported.number}"]`).waitFor();
    const number = await page.locator('[aria-rowindex="2"]').getAttribute('data-number');
    await reach(page, row(page, number ?? ''));
    const other = await report(agent, { title: 'Somebody else calls', impact: 'LOW', urgency: 'LOW' });
    await row(page, other.number).waitFor();
    await expect.poll(() => total.textContent()).toBe(String(incidents.totalCount + 1));
    expect(await cursor(page).getAttribute('data-number')).toBe(number);
    expect(await cursor(page).getAttribute('aria-rowindex')).toBe('2');

    await page.keyboard.press('Enter');
    await page.waitForURL(`**/incidents/${number}`);
    await page.waitForSelector('h1');
    await page.keyboard.press('Escape');
    await cursor(page).waitFor();
    expect(await cursor(page).getAttribute('data-number')).toBe(number);
    expect(page.url()).toContain('sort=newest');
    await page.reload();
    await cursor(page).waitFor();
    expect(await cursor(page).getAttribute('data-number')).toBe(number);
  });

  it('shows clocks that tick', async () => {
    const { page } = desk;
    await go(page, 'desk/all');
    const chip = row(page, world.second.number).locator('[data-tone]');
    const before = await chip.textContent();
    expect(before).toMatch(/Response is due/);
    await expect.poll(() => chip.textContent()).not.toBe(before);
  });

  it('has no more actions than are possible, and what was refused at its field', async () => {
    const { page } = desk;
    await incident(page, world.first);
    expect(await page.locator('[role=toolbar] button').allTextContents()).not.toContain('Confirm');
    await begin(page, 'r');
    await page.fill('[name=resolution]', 'Restarted');
    await page.keyboard.press('Control+Enter');
    const refusal = page.locator('form[aria-label=Resolve] [class*=error]').first();
    await refusal.waitFor();
    expect(await page.inputValue('[name=resolution]')).toBe('Restarted');
    await page.reload();
    await page.waitForSelector('[name=resolution]');
    expect(await page.inputValue('[name=resolution]')).toBe('Restarted');
    await page.click('text=Discard');
  });

  it('goes from a report to a resolution by keys', async () => {
    const { page } = desk;
    await incident(page, world.first);
    await begin(page, 'a');
    await page.getByPlaceholder('Nobody yet').click();
    await page.getByRole('option', { name: 'Adam Okafor' }).click();
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('form[aria-label=Assign]', { state: 'detached' });
    await page.getByRole('button', { name: 'Start work' }).click();
    await page.locator('form').getByRole('button', { name: 'Start work' }).click();
    await page.locator('header >> text=In progress').waitFor();
    await page.locator('body').press('h');
    await page.locator('select[name=reason]').selectOption({ index: 1 });
    await page.keyboard.press('Control+Enter');
    await page.locator('header >> text=On hold').waitFor();
    await page.locator('body').press('r');
    await page.locator('select[name=code]').selectOption({ index: 1 });
    await page.fill('[name=resolution]', 'The cache was full.');
    await page.keyboard.press('Control+Enter');
    await page.locator('header >> text=Resolved').waitFor();
    await page.getByRole('complementary').locator('dd', { hasText: 'The cache was full.' }).waitFor();
  });

  it('tells the whole story by names, and narrows it', async () => {
    const { page } = desk;
    await incident(page, world.first);
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByText('History', { exact: true }).click();
    await page.waitForURL('**show=history**');
    await timeline.locator('li', { hasText: 'put it on hold' }).waitFor();
    const assigned = timeline.locator('li', { hasText: 'assigned it' });
    await assigned.locator('dd', { hasText: 'Adam Okafor' }).waitFor();
    expect(await timeline.textContent()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(await timeline.locator('li[data-kind=LEVEL]').count()).toBe(0);
    await timeline.getByText('Service levels', { exact: true }).click();
    await timeline.locator('li', { hasText: 'the clock began' }).first().waitFor();
    await page.getByRole('complementary').locator('summary[aria-label="Explain Resolution"]').click();
    await page.getByRole('cell', { name: 'runs' }).first().waitFor();
  });

  it('links an item by its name after showing what would break, and unlinks it', async () => {
    const { page } = desk;
    await incident(page, world.second);
    await begin(page, 'l');
    await page.keyboard.type('web-01');
    await page.getByRole('option', { name: /web-01/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page
      .getByRole('region', { name: 'What breaks if it has failed' })
      .locator('summary', { hasText: 'Web shop' })
      .waitFor();
    await page.keyboard.press('Control+Enter');
    const linked = page.getByTestId('items').getByText('web-01');
    await linked.waitFor();
    await page.getByRole('button', { name: 'Unlink web-01' }).click();
    await linked.waitFor({ state: 'detached' });
  });

  it('keeps what is internal from the caller, and says which it is', async () => {
    const { page } = desk;
    await incident(page, world.reported);
    await begin(page, 'n');
    await page.keyboard.type('The lock was changed yesterday.');
    await page.keyboard.press('Control+Enter');
    await page.locator('li[data-kind=WORK_NOTE] >> text=The lock was changed yesterday.').waitFor();
    await page.locator('li[data-kind=WORK_NOTE] >> text=Internal').waitFor();
    await begin(page, 'c');
    await page.keyboard.type('We send somebody.');
    await page.keyboard.press('Control+Enter');
    await page.locator('li[data-kind=COMMENT] >> text=We send somebody.').waitFor();

    const caller = await person(browser);
    await signIn(caller.page, 'requester', `incidents/${world.reported.number}`);
    await caller.page.locator('li >> text=We send somebody.').waitFor();
    expect(await caller.page.content()).not.toContain('The lock was changed');
    expect(await caller.page.locator('[role=radio]').allTextContents()).toEqual(['Public comment']);
    await go(caller.page, `incidents/${world.first.number}`);
    await caller.page.waitForSelector('text=Nothing is here');
    expect(caller.faults).toEqual([]);
    await caller.context.close();
  });

  it('shows what somebody else has changed, and saves what the reader keeps', async () => {
    const { page } = desk;
    await incident(page, world.second);
    await page.keyboard.press('e');
    await page.fill('[name=title]', 'Wrong prices in two catalogues');
    await retitle(agent, world.second.id, 'Prices are wrong');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const stale = page.getByRole('alert', { name: 'Changed by somebody else' });
    await stale.waitFor();
    const cells = await stale.locator('tbody td').allTextContents();
    expect(cells).toEqual(['Wrong prices in the catalogue', 'Prices are wrong', 'Wrong prices in two catalogues']);
    await page.click('text=Keep mine');
    await page.waitForSelector('h1:has-text("Wrong prices in two catalogues")');

    await page.keyboard.press('e');
    await page.fill('[name=title]', 'Never mind');
    await retitle(agent, world.second.id, 'Prices are right');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await stale.waitFor();
    await page.click('text=Take theirs');
    expect(await page.inputValue('[name=title]')).toBe('Prices are right');
    await page.click('text=Discard');
  });

  it('shows hostile text as text', async () => {
    const { page, faults } = desk;
    await page.keyboard.press('4');
    await row(page, world.hostile.number).waitFor();
    await incident(page, world.hostile);
    const title = page.locator('header h1');
    await title.waitFor();
    expect(await title.textContent()).toBe(HOSTILE_TITLE);
    expect(await page.locator('[aria-label=Description]').textContent()).toBe(HOSTILE_TEXT);
    expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(faults).toEqual([]);
  });

  it('finds by number and by words, and goes there by keys', async () => {
    const { page } = desk;
    await begin(page, 'Control+k', '[role=dialog]');
    await page.keyboard.type(world.first.number.replace('INC', ''));
    await page.getByRole('option', { name: world.first.number }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/incidents/${world.first.number}`);
    await begin(page, 'Control+k', '[role=dialog]');
    await page.keyboard.type('badge');
    await page.locator('[role=option] >> text=badge').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/incidents/${world.reported.number}`);
  });

  it('says that Mainstay is away, keeps what is typed and goes on', async () => {
    const { page } = desk;
    await incident(page, world.reported);
    await begin(page, 'c');
    await page.keyboard.type('Is the door open now?');
    await page.route('**/graphql', (route) => route.abort());
    await page.keyboard.press('Control+Enter');
    await page.locator('[role=alert] >> text=Mainstay does not answer').first().waitFor();
    expect(await page.inputValue('form textarea')).toBe('Is the door open now?');
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('li[data-kind=COMMENT] >> text=Is the door open now?').waitFor();
    await expect.poll(() => page.locator('[role=alert]').count()).toBe(0);
  });

  it('says that the sign-in service is away', async () => {
    const stranger = await person(browser);
    await stranger.page.route(`${keycloak}/**`, (route) => route.abort());
    await stranger.page.goto(consoleAddress);
    await stranger.page.waitForSelector('text=The sign-in service does not answer');
    await stranger.page.unroute(`${keycloak}/**`);
    await stranger.page.click('text=Try now');
    await stranger.page.waitForSelector('#username');
    await stranger.context.close();
  });

  it('has no violation that axe finds, in both themes and languages', async () => {
    const { page } = desk;
    const found: string[] = [];
    const look = async (screen: string) => found.push(...(await violations(page, screen)));
    for (const [language, theme] of [
      ['en', 'light'],
      ['zh', 'dark'],
    ] as const) {
      await speak(page, language, theme);
      await page.goto(`${consoleAddress}desk/all`);
      await row(page, world.second.number).waitFor();
      expect(await page.getAttribute('html', 'lang')).toBe(language === 'zh' ? 'zh-CN' : 'en');
      await look(`desk ${language} ${theme}`);
      await page.keyboard.press('?');
      await page.waitForSelector('[role=dialog] dl');
      await look(`help ${language} ${theme}`);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await page.waitForSelector('[role=listbox]');
      await look(`palette ${language} ${theme}`);
      await page.keyboard.press('Escape');
      await page.locator('nav button').last().click();
      await page.waitForSelector('text=English');
      await look(`preferences ${language} ${theme}`);
      await page.keyboard.press('Escape');
      await page.getByText('English', { exact: true }).waitFor({ state: 'detached' });
      await incident(page, world.reported);
      await page.waitForSelector('[role=toolbar]');
      await page.locator('body').press('a');
      await page.waitForSelector('form input');
      await look(`incident ${language} ${theme}`);
    }
    await page.evaluate(() => localStorage.clear());
    expect(found).toEqual([]);
  }, 120_000);

  it('renews the token before it ends, and keeps what is typed when that is refused', async () => {
    await administer('PUT', '', (realm) => ({ ...(realm as object), accessTokenLifespan: 8 }));
    const brief = await person(browser);
    try {
      await signIn(brief.page, 'agent-network', 'desk/all');
      await brief.page.locator('[data-live=live]').waitFor();
      const asked = () =>
        brief.page.evaluate(
          () => performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('/token')).length,
        );
      const before = await asked();
      await expect.poll(asked, { timeout: 25_000 }).toBeGreaterThan(before);
      await brief.page.locator('[data-live=live]').waitFor();
      expect(await brief.page.locator('[role=alert]').count()).toBe(0);

      const users = (await administer('GET', '/users?exact=true&username=agent-network')) as { id: string }[];
      await administer('POST', `/users/${users[0]?.id}/logout`, () => ({}));
      await brief.page.locator('[role=alert] >> text=Your sign-in has ended').waitFor({ timeout: 25_000 });
      expect(brief.faults).toEqual([]);
    } finally {
      await administer('PUT', '', (realm) => ({ ...(realm as object), accessTokenLifespan: 900 }));
      await brief.context.close();
    }
  }, 90_000);

  it('signs out at the sign-in service too', async () => {
    const { page, faults } = desk;
    await page.goto(consoleAddress);
    await page.click('nav >> text=Adam');
    await page.click('text=Sign out');
    await page.waitForSelector('#username, #kc-logout');
    if (await page.locator('#kc-logout').count()) await page.click('#kc-logout');
    await page.waitForSelector('#username');
    expect(faults).toEqual([]);
  });
});
