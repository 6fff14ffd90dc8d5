import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './browser';
import { begin, go, open, type Person, person, reach, signIn, speak, violations } from './people';
import { consoleAddress, letBrowsersReturn } from './stack';
import {
  changeManager,
  fail,
  freeze,
  HOSTILE_TITLE,
  type Incident,
  implementer,
  item,
  manager,
  plan,
  relate,
  report,
  stateOf,
} from './world';

let browser: Browser;
let boss: Person;
let worker: Person;
let server: string;
let routine: Incident[];
let watched: Incident;
let draft: Incident;
let hostile: Incident;

const request = (page: Page, number: string) => page.locator(`li[data-number="${number}"]`);

beforeAll(async () => {
  [browser, server] = await Promise.all([launch(), item('server', 'db-77'), letBrowsersReturn()]);
  await relate(await item('business-service', 'Payroll'), server);
  routine = [
    await plan('Rotate the logs', { days: 20 }),
    await plan('Raise a limit', { days: 21 }),
    await plan('Renew a key', { days: 22, ciIds: [await item('server', 'key-01')] }),
  ];
  watched = await plan('Move the database', { days: 5, ciIds: [server] });
  draft = await plan('Replace a fan', { days: 0, ciIds: [await item('server', 'fan-01')], until: 'DRAFT' });
  hostile = await plan(HOSTILE_TITLE, { days: 2, until: 'ASSESSMENT' });
  [boss, worker] = await Promise.all([person(browser), person(browser)]);
  await signIn(boss.page, 'change-manager', 'approvals');
  await signIn(worker.page, 'agent-database', `changes/${draft.number}`);
});

afterAll(async () => {
  await browser?.close();
});

// What was seen when something was not as it should be.
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    const name = task.name.replaceAll(/\W+/g, '-').slice(0, 50);
    await boss?.page.screenshot({ path: `target/failed/${name}-manager.png` });
    await worker?.page.screenshot({ path: `target/failed/${name}-worker.png` });
  }
});

describe('the change manager', () => {
  it('sees the evidence before the decision, and decides by one key and a reason', async () => {
    const { page } = boss;
    const number = routine[0]?.number ?? '';
    await request(page, number).waitFor();
    await request(page, number)
      .filter({ hasText: /Low.*0 conflicts.*not looked at yet/ })
      .waitFor();
    await reach(page, request(page, number));
    expect(await page.getByRole('toolbar', { name: 'Decisions' }).count()).toBe(0);
    await page.keyboard.press('Enter');
    await page
      .getByRole('region', { name: 'Evidence' })
      .locator('dd', { hasText: 'Drain it, do it, look at it.' })
      .waitFor();
    await page.getByRole('button', { name: 'Reject' }).and(page.locator(':enabled')).waitFor();
    await begin(page, 'r');
    await page.keyboard.press('Control+Enter');
    const form = page.locator('form[aria-label=Reject]');
    await form.locator('[class*=error]').first().waitFor();
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    await begin(page, 'a');
    await page.keyboard.type('As always');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => stateOf(routine[0]?.id ?? '')).toBe('SCHEDULED');
    await page.getByText('It waits for you no more.').waitFor();
  });

  it('decides nothing on what has changed since it was looked at, and is shown what', async () => {
    const { page } = boss;
    await page.keyboard.press('Escape');
    await reach(page, request(page, watched.number));
    await page.keyboard.press('Enter');
    const evidence = page.getByRole('region', { name: 'Evidence' });
    await evidence.getByText('Nothing speaks against it.').waitFor();
    await page.getByRole('button', { name: 'Reject' }).and(page.locator(':enabled')).waitFor();
    const other = await plan('Replace its disks', { days: 5, ciIds: [server], until: 'ASSESSMENT' });
    await begin(page, 'a');
    await page.keyboard.type('Go on');
    await page.keyboard.press('Control+Enter');
    const stale = page.getByRole('alert', { name: 'The evidence has changed' });
    await stale.locator('th', { hasText: 'conflicts' }).first().waitFor();
    expect(await stateOf(watched.id)).toBe('AUTHORISATION');
    await page.getByRole('button', { name: 'Look at it as it is now' }).click();
    await evidence.locator('li[data-kind=SAME_CI]', { hasText: other.number }).waitFor();
    await evidence.getByText('New since you last looked').waitFor();
    expect(await page.inputValue('[name=words]')).toBe('Go on');
  });

  it('is told what is new when they look again', async () => {
    const { page } = boss;
    await plan('Replace its power supply', { days: 5, ciIds: [server], until: 'ASSESSMENT' });
    await go(page, 'changes');
    await page.locator('[role=row][data-number]').first().waitFor();
    await go(page, 'approvals');
    const changed = request(page, watched.number).getByText('changed: ');
    await changed.waitFor();
    await request(page, watched.number).getByRole('button').click();
    await page.getByText('New since you last looked').waitFor();
    await page
      .getByRole('region', { name: 'Evidence' })
      .locator('tbody th', { hasText: 'conflicts' })
      .first()
      .waitFor();
  });

  it('approves several of a low risk at once, each for itself', async () => {
    const { page } = boss;
    await go(page, 'approvals');
    const [, clean, doubtful] = routine;
    await reach(page, request(page, clean?.number ?? ''));
    await page.keyboard.press('x');
    await reach(page, request(page, doubtful?.number ?? ''));
    await page.keyboard.press('x');
    const several = page.getByRole('region', { name: 'Approve several' });
    await several.getByRole('button', { name: 'Approve 2 of a low risk' }).waitFor();
    const { change } = await manager<{ change: { ciIds: string[] } }>('query($id: ID!) { change(id: $id) { ciIds } }', {
      id: doubtful?.id,
    });
    await plan('At the same time', { days: 22, ciIds: change.ciIds, until: 'ASSESSMENT' });
    await several.locator('textarea[name=reason]').fill('Routine');
    await page.keyboard.press('Control+Enter');
    await several.locator('li', { hasText: clean?.number }).getByText('Approved').waitFor();
    await several.locator('li[data-refused=true]', { hasText: doubtful?.number }).waitFor();
    expect(await stateOf(clean?.id ?? '')).toBe('SCHEDULED');
    expect(await stateOf(doubtful?.id ?? '')).toBe('AUTHORISATION');
    await several.getByRole('button', { name: 'Done' }).click();
    await request(page, clean?.number ?? '').waitFor({ state: 'detached' });
  });

  it('sees a request that comes, and counts it', async () => {
    const { page } = boss;
    await page.locator('[data-live=live]').waitFor();
    const waiting = page.getByTestId('waiting');
    // What was decided just before may not be counted yet.
    const { myApprovals } = await changeManager<{ myApprovals: { totalCount: number } }>(
      '{ myApprovals { totalCount } }',
    );
    const before = myApprovals.totalCount;
    await expect.poll(() => waiting.textContent()).toBe(String(before));
    const other = await plan('Something new', { days: 5 });
    await expect.poll(() => waiting.textContent()).toBe(String(before + 1));
    await request(page, other.number).waitFor();
  });

  it('sees how many wait in each queue, exactly and live', async () => {
    const { page } = boss;
    await go(page, 'changes');
    const waiting = page.locator('[data-count=assessment]');
    const { changes } = await changeManager<{ changes: { totalCount: number } }>(
      '{ changes(filter: { state: { eq: ASSESSMENT } }) { totalCount } }',
    );
    await expect.poll(() => waiting.textContent()).toBe(String(changes.totalCount));
    await plan('Measure the lift', { days: 6, until: 'ASSESSMENT' });
    await expect.poll(() => waiting.textContent()).toBe(String(changes.totalCount + 1));
    await go(page, 'changes?text=the%20lift');
    await expect.poll(() => waiting.textContent()).toBe('1');
  });
});

describe('a change', () => {
  it('goes from a draft to its review, with what is needed at its field', async () => {
    const { page } = worker;
    await page.waitForSelector('[role=toolbar]');
    const state = page.locator('header [data-state]');
    expect(await page.getByRole('toolbar', { name: 'Actions' }).textContent()).not.toContain('Complete');
    await begin(page, 't');
    await page.fill('form[aria-label="Add a task"] [name=title]', 'Hold the door');
    await page.keyboard.press('Control+Enter');
    await page.locator('li', { hasText: 'Hold the door' }).first().waitFor();
    await page.keyboard.press('s');
    await page.locator('form[aria-label=Submit] button').first().press('Control+Enter');
    await state.getByText('Assessment').waitFor();

    const chief = boss.page;
    await go(chief, 'changes?queue=assessment');
    await reach(chief, chief.locator(`[role=row][data-number="${draft.number}"]`));
    await chief.keyboard.press('Enter');
    await chief.waitForURL(`**/changes/${draft.number}`);
    await chief.waitForSelector('[role=toolbar]');
    await chief.keyboard.press('v');
    await chief.locator('form[aria-label=Assess] select').press('Control+Enter');
    await chief.getByRole('region', { name: 'Waits for your decision' }).waitFor();
    await chief.getByRole('toolbar', { name: 'Decisions' }).locator('button:enabled').first().waitFor();
    await begin(chief, 'a');
    await chief.keyboard.press('Control+Enter');
    await state.getByText('Scheduled').waitFor();

    await page.locator('body').press('b');
    await page.locator('form[aria-label=Start] textarea').press('Control+Enter');
    await state.getByText('Implementing').waitFor();
    await page.locator('li', { hasText: 'Hold the door' }).getByRole('button', { name: 'Done', exact: true }).click();
    await page.locator('li[data-state=DONE]', { hasText: 'Hold the door' }).waitFor();
    await page.locator('body').press('d');
    await page.locator('select[name=outcome]').press('Control+Enter');
    await page.locator('form[aria-label=Complete]').getByText('Choose one.').waitFor();
    await page.locator('select[name=outcome]').selectOption('SUCCESSFUL');
    await page.locator('select[name=outcome]').press('Control+Enter');
    await state.getByText('Review').waitFor();
    await page.getByRole('region', { name: 'Timeline' }).getByText('completed a task').waitFor();
    expect(worker.faults).toEqual([]);
  });

  it('says live whether it is safe to proceed, with the window in its own zone, too', async () => {
    const { page } = worker;
    await open(page, `changes/${watched.number}`);
    const safe = page.getByRole('status', { name: 'Safe to proceed' });
    await safe.getByText('✓ Safe to proceed').waitFor();
    await page.getByText(/ – .* · Asia\/Tokyo/).waitFor();
    await page.locator('li[data-kind=SAME_CI]').first().waitFor();
    await fail(server);
    await safe.getByText('✕ Not safe to proceed').waitFor();
    await safe.getByText('db-77').first().waitFor();
  });

  it('takes another time, at which nothing speaks against it', async () => {
    const { page } = worker;
    await open(page, `changes/${routine[2]?.number}`);
    await page.locator('li[data-kind=SAME_CI]').first().waitFor();
    await page.getByRole('button', { name: 'Find another time' }).press('Enter');
    const free = page.getByRole('region', { name: 'Free times' });
    await free.getByRole('button', { name: 'Take it' }).first().press('Enter');
    await free.waitFor({ state: 'detached' });
    await page.getByText('Nothing speaks against it.').waitFor();
  });

  it('is edited with a warning where that withdraws what was approved', async () => {
    const { page } = worker;
    const approved = await plan('Replace a disk', { days: 26 });
    const requests = async () => {
      const { change } = await changeManager<{ change: { approvals: { id: string }[] } }>(
        'query($id: ID!) { change(id: $id) { approvals { id } } }',
        { id: approved.id },
      );
      return change.approvals.length;
    };
    const before = await requests();
    await open(page, `changes/${approved.number}`);
    const form = page.locator('form[aria-label=Edit]');
    const warning = form.getByTestId('withdrawing');
    await begin(page, 'e', 'form[aria-label=Edit]');
    await form.locator('[name=title]').fill('Replace a disk of the archive');
    expect(await warning.count(), 'the title is no part of what is approved').toBe(0);
    await form.locator('[name=plan]').fill('Take it out, put the other one in.');
    await warning.waitFor();
    await form.locator('[name=plan]').press('Control+Enter');
    await form.waitFor({ state: 'detached' });
    await expect.poll(requests, { message: 'who has to approve it is asked anew' }).toBeGreaterThan(before);

    const { approvalMaterialFields } = await changeManager<{ approvalMaterialFields: { fields: { name: string }[] } }>(
      '{ approvalMaterialFields(kind: CHANGE) { fields { name } } }',
    );
    const known = approvalMaterialFields.fields.map(({ name }) => name);
    const asked = ['ciIds', 'excludedCiIds', 'plannedFrom', 'plannedTo', 'implementerIds', 'tasks', 'freezeWindowIds'];
    expect(
      asked.filter((name) => !known.includes(name)),
      'what the console warns of',
    ).toEqual([]);
  });

  it('leaves items out, is linked to what it resolves and asks for an exception, each refused at its field', async () => {
    const { page } = worker;
    const rack = await item('server', 'rack-09');
    await item('server', 'spare-09');
    await freeze('Stocktaking', rack, 40);
    const loud = await report(implementer, { title: 'The rack is loud', impact: 'LOW', urgency: 'LOW' });
    const inside = await plan('Move the rack', { days: 40, ciIds: [rack], until: 'ASSESSMENT' });
    await open(page, `changes/${inside.number}`);
    const pick = async (name: string) => {
      await page.keyboard.type(name);
      await page.getByRole('option', { name }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    };
    const linked = page.getByTestId('linked');

    await begin(page, 'x');
    await pick('spare-09');
    await page.locator('form textarea[name=reason]').press('Control+Enter');
    await page.locator('form[aria-label="Leave items out"] [class*=error]').first().waitFor();
    await page.fill('form textarea[name=reason]', 'It has a change of its own');
    await page.keyboard.press('Control+Enter');
    await linked.getByText('spare-09: It has a change of its own').waitFor();

    await begin(page, 'i');
    await pick('The rack is loud');
    await page.locator('form').getByRole('button', { name: 'Link incidents and problems' }).click();
    await linked.getByText(loud.number).waitFor();

    await page.locator('li[data-kind=FREEZE]').waitFor();
    await begin(page, 'f');
    await page.locator('form textarea[name=reason]').press('Control+Enter');
    await page.locator('form[aria-label^="Ask for"] [class*=error]').first().waitFor();
    await page.fill('form textarea[name=reason]', 'The floor gives way');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('complementary').locator('dd', { hasText: 'Stocktaking' }).waitFor();

    await page.getByRole('button', { name: `Unlink ${loud.number}` }).press('Enter');
    await linked.getByText(loud.number).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Leave spare-09 out no more' }).press('Enter');
    await linked.getByText('spare-09').waitFor({ state: 'detached' });
    expect(worker.faults).toEqual([]);
  });

  it('is in the calendar, drawn and in a list that goes by keys', async () => {
    const { page } = worker;
    const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    await go(page, `calendar?from=${day}&span=month&kind=CHANGE`);
    await reach(page, page.locator('tr[data-entry]', { hasText: watched.number }));
    expect(await page.getByTestId('drawing').locator('[data-current=true]').textContent()).toBe('Move the database');
    expect(page.url()).toContain('at=');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/changes/${watched.number}`);
    await page.goBack();
    const others = page.locator('tr[data-entry]', { hasText: 'Something new' });
    await others.waitFor();
    await page.getByPlaceholder('Any service').click();
    await page.keyboard.type('Payroll');
    await page.getByRole('option', { name: 'Payroll' }).click();
    await page.waitForURL('**service=**');
    await others.waitFor({ state: 'detached' });
    await page.locator('tr[data-entry]', { hasText: watched.number }).waitFor();
    await page.getByLabel('Kind').selectOption('FREEZE');
    await page.waitForURL('**kind=FREEZE**');
    await page.getByText('Nothing goes on in this time.').waitFor();
  });

  it('is nothing to somebody who may not see it', async () => {
    const requester = await person(browser);
    await signIn(requester.page, 'requester', `changes/${watched.number}`);
    await requester.page.waitForSelector('text=Nothing is here');
    expect(await requester.page.locator('nav').textContent()).not.toContain('Calendar');
    await go(requester.page, 'changes');
    await requester.page.waitForSelector('text=Your roles do not allow this');
    await requester.page.keyboard.press('5');
    await requester.page.waitForSelector('text=Nothing waits for your decision.');
    expect(await requester.page.content()).not.toContain('Move the database');
    expect(requester.faults).toEqual([]);
    await requester.context.close();
  });

  it('shows hostile text as text, and axe finds no violation, in both themes and languages', async () => {
    const { page, faults } = boss;
    const found: string[] = [];
    for (const [language, theme] of [
      ['en', 'light'],
      ['zh', 'dark'],
    ] as const) {
      await speak(page, language, theme);
      await page.goto(`${consoleAddress}approvals`);
      const look = async (screen: string) => {
        found.push(...(await violations(page, `${screen} ${language} ${theme}`)));
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      };
      await request(page, watched.number).getByRole('button').click();
      await page.locator('aside [role=toolbar] button:enabled').first().waitFor();
      await look('approvals');
      await go(page, 'changes');
      const row = page.locator(`[role=row][data-number="${hostile.number}"]`);
      await row.waitFor();
      expect(await row.textContent()).toContain(HOSTILE_TITLE);
      await look('changes');
      await open(page, `changes/${hostile.number}?do=ASSESS`);
      await page.waitForSelector('form select');
      await page.getByTestId('conflicts').waitFor({ state: 'attached' });
      expect(await page.locator('header h1').textContent()).toBe(HOSTILE_TITLE);
      await look('change');
      await go(page, 'calendar?span=month');
      await page.locator('tr[data-entry]').first().waitFor();
      await look('calendar');
    }
    await page.evaluate(() => localStorage.clear());
    expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
  }, 90_000);
});
