import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './browser';
import { open, type Person, person, signIn, speak, violations } from './people';
import { type Incident, plan, report, requester } from './world';

let browser: Browser;
let desk: Person;
let reported: Incident;

const NAME = 'a "b" <i>& 打印机\u{1F5A8}\uFE0F.txt';
const files = (page: Page) => page.getByTestId('files').locator('li');

/** What somebody drops on the page, or has in the clipboard. */
async function give(page: Page, how: 'drop' | 'paste', name: string, type: string, text: string): Promise<void> {
  await page.evaluate(
    ([way, called, kind, content]) => {
      const carried = new DataTransfer();
      carried.items.add(new File([content ?? ''], called ?? '', { type: kind ?? '' }));
      const bubbles = { bubbles: true, cancelable: true };
      document.body.dispatchEvent(
        way === 'drop'
          ? new DragEvent('drop', { ...bubbles, dataTransfer: carried })
          : new ClipboardEvent('paste', { ...bubbles, clipboardData: carried }),
      );
    },
    [how, name, type, text],
  );
}

beforeAll(async () => {
  browser = await launch();
  reported = await report(requester, { title: 'The printer prints blanks', urgency: 'MEDIUM' });
  desk = await person(browser);
  await signIn(desk.page, 'agent', `incidents/${reported.number}`);
});

afterAll(async () => {
  await browser?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await desk.page.screenshot({ path: `target/failed/${task.name.replaceAll(/\W+/g, '-').slice(0, 60)}.png` });
  }
});

describe('attachments', () => {
  it('are chosen by a key, told by name, and read back as they were', async () => {
    const { page } = desk;
    await open(page, `incidents/${reported.number}`);
    await page.getByText('No file is attached.').waitFor();
    const choosing = page.waitForEvent('filechooser');
    await page.locator('body').press('u');
    await (await choosing).setFiles([
      { name: NAME, mimeType: 'text/plain', buffer: Buffer.from('blank\n') },
      { name: 'pages.csv', mimeType: 'text/csv', buffer: Buffer.from('page,ink\n1,0\n') },
    ]);
    await expect.poll(() => files(page).count()).toBe(2);
    await page.getByRole('button', { name: `Save ${NAME}` }).waitFor();
    await page.locator('li[data-kind=HISTORY]', { hasText: 'attached files' }).getByText('pages.csv').waitFor();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: `Save ${NAME}` }).click();
    expect(readFileSync(await (await saving).path(), 'utf8')).toBe('blank\n');
    expect(page.url()).toContain(reported.number);
  });

  it('are dropped and pasted, and say why one is not taken', async () => {
    const { page } = desk;
    await give(page, 'drop', 'dropped.log', 'text/plain', 'x');
    await page.getByRole('button', { name: 'Save dropped.log' }).waitFor();
    await give(page, 'paste', 'image.png', 'image/png', '\u0089PNG');
    await page.getByRole('button', { name: /^Save screenshot-\d{8}-\d{6}\.png$/ }).waitFor();
    await give(page, 'drop', 'setup.exe', 'application/octet-stream', 'MZ\u0090\u0000');
    const refused = files(page).filter({ hasText: 'setup.exe' });
    await refused.getByRole('alert').waitFor();
    expect(await refused.textContent()).toMatch(/type/);
    await refused.getByRole('button', { name: 'Discard' }).click();
    await refused.waitFor({ state: 'detached' });
    await expect.poll(() => files(page).count()).toBe(4);
  });

  it('that are internal are not shown to the caller, who has their own', async () => {
    const { page } = desk;
    await page.getByRole('checkbox', { name: 'Internal' }).check();
    await give(page, 'drop', 'suspicion.txt', 'text/plain', 'x');
    await files(page).filter({ hasText: 'suspicion.txt' }).getByText('Internal').waitFor();
    await page.getByRole('checkbox', { name: 'Internal' }).uncheck();

    const caller = await person(browser);
    await signIn(caller.page, 'requester', `incidents/${reported.number}`);
    await caller.page.getByRole('button', { name: 'Save pages.csv' }).waitFor();
    expect(await caller.page.content()).not.toContain('suspicion.txt');
    expect(await caller.page.getByRole('checkbox', { name: 'Internal' }).count()).toBe(0);
    expect(await caller.page.getByRole('button', { name: 'Remove pages.csv' }).count()).toBe(0);
    await give(caller.page, 'drop', 'mine.txt', 'text/plain', 'x');
    await caller.page.getByRole('button', { name: 'Save mine.txt' }).waitFor();
    // Whoever looks at the incident sees it come.
    await page.getByRole('button', { name: 'Save mine.txt' }).waitFor();
    await caller.page.getByRole('button', { name: 'Remove mine.txt' }).click();
    await caller.page.getByRole('button', { name: 'Keep' }).click();
    await caller.page.getByRole('button', { name: 'Remove mine.txt' }).click();
    await caller.page.keyboard.press('Enter');
    await caller.page.getByRole('button', { name: 'Save mine.txt' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Save mine.txt' }).waitFor({ state: 'detached' });
    expect(caller.faults).toEqual([]);
    await caller.context.close();
  });

  it('are kept for another try while Mainstay is away', async () => {
    const { page } = desk;
    await page.route('**/attachments?*', (route) => route.abort());
    await give(page, 'drop', 'later.txt', 'text/plain', 'x');
    const waiting = files(page).filter({ hasText: 'later.txt' });
    await waiting.getByText('Mainstay did not answer.').waitFor();
    await page.unroute('**/attachments?*');
    await waiting.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Save later.txt' }).waitFor();
  });

  it('belong to changes too', async () => {
    const change = await plan('Replace the printer', { days: 30, until: 'DRAFT' });
    const manager = await person(browser);
    await signIn(manager.page, 'change-manager', `changes/${change.number}`);
    await open(manager.page, `changes/${change.number}`);
    await give(manager.page, 'drop', 'form.txt', 'text/plain', 'signed');
    const saving = manager.page.waitForEvent('download');
    await manager.page.getByRole('button', { name: 'Save form.txt' }).click();
    expect(readFileSync(await (await saving).path(), 'utf8')).toBe('signed');
    expect(manager.faults).toEqual([]);
    await manager.context.close();
  });

  it('have no violation that axe finds, in both themes and languages', async () => {
    const { page } = desk;
    const found: string[] = [];
    for (const [language, theme] of [
      ['en', 'light'],
      ['zh', 'dark'],
    ] as const) {
      await speak(page, language, theme);
      await page.reload();
      await page.getByTestId('files').locator('button[aria-expanded]').first().click();
      found.push(...(await violations(page, `attachments ${language} ${theme}`)));
    }
    await page.evaluate(() => localStorage.clear());
    expect(found).toEqual([]);
    expect(desk.faults).toEqual([]);
  });
});
