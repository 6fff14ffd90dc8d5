import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './browser';
import { begin, go, type Person, person, signIn, speak, violations } from './people';
import { consoleAddress, letBrowsersReturn } from './stack';
import { agent, fail, HOSTILE_TITLE, type Incident, item, known, lookUp, report, requester, serve } from './world';

/** From the call to the logged incident, by a trained agent; a chord counts each of its keys. */
const MOST_KEYS = 25;

let browser: Browser;
let desk: Person;
let reader: Incident;
let hostile: Incident;

const call = (page: Page) => page.getByRole('region', { name: 'Take a call' });
const logged = (page: Page) => page.getByTestId('logged');
// What is open is made of buttons, too, and an incident may be called by the same words.
const somebodyElse = (page: Page) =>
  page.getByTestId('caller').getByRole('button', { name: 'Somebody else', exact: true });
const issue = (page: Page, number: string) => page.locator(`[data-number="${number}"] > button`);

/** Presses keys one by one, and counts them. */
function typist(page: Page) {
  let keys = 0;
  return {
    async type(text: string) {
      keys += [...text].length;
      await page.keyboard.type(text);
    },
    async press(key: string) {
      keys += key.split('+').length;
      await page.keyboard.press(key);
    },
    count: () => keys,
  };
}

/** The number of what was logged last. */
async function number(page: Page): Promise<string> {
  await logged(page).getByRole('link').waitFor();
  return (await logged(page).getByRole('link').textContent()) ?? '';
}

beforeAll(async () => {
  await serve();
  const { viewer } = await known<{ viewer: { id: string; organisation: unknown } }>(
    requester,
    '{ viewer { id organisation { id } } }',
    (answer) => answer.viewer.organisation !== null,
  );
  [browser] = await Promise.all([launch(), letBrowsersReturn()]);
  // One after the other: Keycloak refuses two sign-ins of one person at a time.
  const terminal = await item('server', 'card-terminal-7');
  for (const broken of [terminal, await item('server', 'press-controller')]) await fail(broken);
  const common = { affectedPersonId: viewer.id, channel: 'PHONE', impact: 'LOW', urgency: 'LOW' };
  reader = await report(agent, { ...common, title: 'The card reader blinks', ciIds: [terminal] });
  hostile = await report(agent, { ...common, title: HOSTILE_TITLE });
  desk = await person(browser);
  await signIn(desk.page, 'agent', 'desk/mine');
});

afterAll(async () => {
  await browser?.close();
});

// What was seen when something was not as it should be.
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await desk?.page.screenshot({ path: `target/failed/${task.name.replaceAll(/\W+/g, '-').slice(0, 60)}.png` });
  }
});

describe('taking a call', () => {
  it('is logged by few keys, and the next one may call', async () => {
    const { page } = desk;
    await begin(page, '0', 'main');
    await page.waitForURL('**/calls');
    const keys = typist(page);
    await keys.type('ros');
    await page.getByRole('option', { name: /Rosa Lindqvist/ }).waitFor();
    await keys.press('Enter');
    await page.locator('[name=title]:focus').waitFor();
    await keys.type('No card');
    await keys.press('Tab');
    await page.locator('[name=item]:focus').waitFor();
    // What their incidents were about before suggests itself.
    await page.getByRole('option', { name: /card-terminal-7/ }).waitFor();
    await keys.press('ArrowDown');
    await keys.press('Enter');
    await page.locator('[role=gridcell]:focus').waitFor();
    await page.getByTestId('preview').getByText('follows from the item').waitFor();
    await keys.press('ArrowDown');
    await keys.press('ArrowRight');
    await page.getByTestId('preview').getByText('P3').waitFor();
    await keys.press('Control+Enter');
    const made = await number(page);
    console.log(`${keys.count()} keys from the call to ${made}`);
    expect(keys.count()).toBeLessThanOrEqual(MOST_KEYS);
    await page.locator('[name=caller]:focus').waitFor();
    const { incident } = await lookUp(made);
    expect(incident).toMatchObject({
      title: 'No card',
      channel: 'PHONE',
      impact: 'HIGH',
      urgency: 'LOW',
      priority: 'P3',
      affectedPerson: { displayName: 'Rosa Lindqvist' },
      affectedCis: [{ name: 'card-terminal-7' }],
    });
  });

  it('shows what is open for who calls and what fails for them, live', async () => {
    const { page } = desk;
    await page.fill('[name=caller]', reader.number.replace('INC', ''));
    await page.getByRole('option', { name: /Rosa Lindqvist/ }).waitFor();
    await page.keyboard.press('Enter');
    const theirs = page.getByRole('region', { name: 'Open for Rosa Lindqvist' });
    await theirs.getByText('The card reader blinks').waitFor();
    // What they had before is down, as somebody has said.
    const fails = page.getByRole('region', { name: 'What fails for them now' });
    await fails.getByText('card-terminal-7').waitFor();
    const other = await report(requester, { title: 'It smells of smoke' });
    await theirs.locator(`[data-number="${other.number}"]`).waitFor();
    // And so is what the organisation of somebody else has.
    await somebodyElse(page).click();
    await page.locator('[name=caller]:focus').waitFor();
    await page.keyboard.type('brandt');
    // Before the answer: there is only one.
    await page.keyboard.press('Enter');
    await page.getByTestId('caller').getByText('Daniel Brandt').waitFor();
    await fails.getByText('press-controller').click();
    await page.getByTestId('item').getByText('press-controller').waitFor();
    await page.getByRole('button', { name: 'Another item' }).click();
    await somebodyElse(page).click();
    await page.locator('[name=caller]:focus').waitFor();
    await page.keyboard.type('lindqvist');
    await page.getByRole('option', { name: /Rosa Lindqvist/ }).waitFor();
    await page.keyboard.press('Enter');
    await theirs.waitFor();
  });

  it('adds to an open incident by one key', async () => {
    const { page } = desk;
    await page.locator('[name=title]:focus').waitFor();
    await page.keyboard.type('Now it is dark');
    await page.keyboard.press('ArrowUp');
    await page.locator('[data-issue] > button:focus').waitFor();
    const focused = page.locator('[data-issue]:focus-within');
    while ((await focused.getAttribute('data-number')) !== reader.number) {
      const before = await focused.getAttribute('data-number');
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => focused.getAttribute('data-number')).not.toBe(before);
    }
    await page.keyboard.press('s');
    await page.getByText(`It is added to ${reader.number}`).waitFor();
    expect(await page.getByRole('grid', { name: 'Impact and urgency' }).count()).toBe(0);
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => number(page)).toBe(reader.number);
    const { incident } = await lookUp(reader.number);
    expect(incident.workLog.nodes.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'WORK_NOTE: Rosa Lindqvist has called again.\nNow it is dark',
    ]);
  });

  it('says at its field what is missing, and keeps what is typed through a reload', async () => {
    const { page } = desk;
    await page.locator('[name=caller]:focus').waitFor();
    await page.keyboard.press('Control+Enter');
    await call(page).getByText('Say who is calling.').waitFor();
    await call(page).getByText('Say what it is.').waitFor();
    await page.fill('[name=title]', 'x'.repeat(201));
    await page.fill('[name=description]', 'The whole floor');
    // An item that was looked for and not taken is not left out without a word.
    await page.fill('[name=item]', 'nothing of this name');
    await page.keyboard.press('Control+Enter');
    await call(page).getByText('Choose one of what is found, or clear the field.').waitFor();
    await page.fill('[name=item]', '');
    await page.fill('[name=caller]', 'rosa.lindqvist@aldermoor.example');
    await page.getByRole('option', { name: /Rosa Lindqvist/ }).waitFor();
    await page.locator('[name=caller]').press('Enter');
    await page.locator('[name=title]:focus').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator('[name=title][aria-invalid=true]').waitFor();
    await page.reload();
    await page.getByTestId('caller').getByText('Rosa Lindqvist').waitFor();
    await expect.poll(() => page.inputValue('[name=description]')).toBe('The whole floor');
    expect(await page.inputValue('[name=title]')).toHaveLength(201);
  });

  it('writes once what is sent again, also when the answer was lost, and takes it back', async () => {
    const { page } = desk;
    await page.fill('[name=title]', 'The lights are off');
    // It is written, but nobody says so.
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('LogCall')) {
        await route.fetch();
        await route.abort();
      } else await route.continue();
    });
    await page.locator('[name=title]').press('Control+Enter');
    await call(page).getByText('Mainstay does not answer').first().waitFor();
    // It is written, perhaps: it is not made a part of something else as well.
    await issue(page, reader.number).click();
    await call(page).getByText('There was no answer, so it may have been saved.').waitFor();
    expect(await page.getByText(`It is added to ${reader.number}`).count()).toBe(0);
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).first().click();
    const made = await number(page);
    const { incidents } = await agent<{ incidents: { totalCount: number } }>(
      '{ incidents(filter: { title: { eq: "The lights are off" } }) { totalCount } }',
    );
    expect(incidents.totalCount).toBe(1);
    await logged(page).getByRole('button', { name: 'Take it back' }).click();
    await logged(page).getByText('it is cancelled').waitFor();
    expect((await lookUp(made)).incident.state).toBe('CANCELLED');
    // What was typed is there again, to be put right.
    await expect.poll(() => page.inputValue('[name=title]')).toBe('The lights are off');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.locator('[name=caller]:focus').waitFor();
  });

  it('helps where nobody is found', async () => {
    const { page } = desk;
    await page.keyboard.type('zzzz');
    await page.getByText('Nobody is found whom you may report for.').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.inputValue('[name=caller]')).toBe('');
  });

  it('shows hostile text as text, and axe finds no violation, in both themes and languages', async () => {
    const { page, faults } = desk;
    const found: string[] = [];
    for (const [language, theme] of [
      ['en', 'light'],
      ['zh', 'dark'],
    ] as const) {
      await speak(page, language, theme);
      await page.goto(`${consoleAddress}calls`);
      await page.locator('[name=caller]:focus').waitFor();
      await page.keyboard.type('rosa');
      await page.getByRole('option', { name: /Rosa Lindqvist/ }).waitFor();
      found.push(...(await violations(page, `who calls, ${language} ${theme}`)));
      await page.keyboard.press('Enter');
      await issue(page, hostile.number).waitFor();
      expect(await issue(page, hostile.number).textContent()).toContain(HOSTILE_TITLE);
      await page.locator('[name=item]').focus();
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('ArrowDown');
      found.push(...(await violations(page, `what it is, ${language} ${theme}`)));
      await issue(page, hostile.number).click();
      await page.locator(`[data-number="${hostile.number}"] > [aria-pressed=true]`).waitFor();
      found.push(...(await violations(page, `the same, ${language} ${theme}`)));
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await page.evaluate(() => {
        for (const each of Object.keys(sessionStorage)) if (each.includes('.call')) sessionStorage.removeItem(each);
      });
    }
    await page.evaluate(() => localStorage.clear());
    expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
  }, 90_000);

  it('is nothing for who reports for nobody else', async () => {
    const caller = await person(browser);
    await signIn(caller.page, 'requester', 'calls');
    await caller.page.waitForSelector('text=Nothing is here');
    expect(await caller.page.locator('nav').textContent()).not.toContain('Take a call');
    await go(caller.page, 'desk/mine');
    await caller.page.waitForURL('**/desk/mine');
    await caller.page.keyboard.press('0');
    await caller.page.keyboard.press('Control+k');
    await caller.page.locator('[role=dialog] :focus').waitFor();
    await caller.page.keyboard.type('call');
    await expect.poll(() => caller.page.getByRole('option', { name: /Take a call/ }).count()).toBe(0);
    expect(caller.page.url()).toContain('/desk/mine');
    expect(caller.faults).toEqual([]);
    await caller.context.close();
  });
});
