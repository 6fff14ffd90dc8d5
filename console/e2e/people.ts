import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { consoleAddress } from './stack';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Somebody at a browser of their own. What the page may not do, or fails in, is noted. */
export interface Person {
  context: BrowserContext;
  page: Page;
  faults: string[];
}

export async function person(browser: Browser, viewport = { width: 1440, height: 900 }): Promise<Person> {
  const context = await browser.newContext({ viewport, locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) faults.push(message.text());
  });
  return { context, page, faults };
}

export async function signIn(page: Page, username: string, path = ''): Promise<void> {
  await page.goto(consoleAddress + path);
  await page.fill('#username', username);
  await page.fill('#password', 'mainstay');
  await page.click('#kc-login');
  await page.waitForSelector('nav');
}

/** To another screen, as a link leads there: a page that is loaded anew signs in again first. */
export async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), consoleAddress + path);
}

/** To the page of a record, of which then all is there that can be done. */
export async function open(page: Page, path: string): Promise<void> {
  await go(page, path);
  await page
    .locator(`article[aria-label="${path.split(/[/?]/)[1]}"] [role=toolbar]`)
    .first()
    .waitFor();
}

/** Presses a key that opens what asks for words, and waits until they have their place: a key that comes before is another command. */
export async function begin(page: Page, key: string, place = 'form'): Promise<void> {
  await page.locator('body').press(key);
  await page.locator(`${place} :focus`).waitFor();
}

const CURSOR = 'main :is(li, tr, [role=row]):is([data-current=true], [aria-selected=true])';

/** The row that the cursor of a list is on. */
export const cursor = (page: Page) => page.locator(CURSOR);

/** Moves the cursor to a row by keys alone, however long the list is; each time it must have moved before the next key. */
export async function reach(page: Page, row: Locator): Promise<void> {
  await row.waitFor();
  const place = () =>
    cursor(page).evaluateAll((rows) =>
      rows.map((each) => (each as HTMLElement).dataset.number ?? (each as HTMLElement).dataset.entry).join(),
    );
  while (!(await row.evaluate((element, of) => element.matches(of), CURSOR))) {
    const before = await place();
    await page.keyboard.press('j');
    await expect.poll(place, { message: 'the cursor is at the end of the list' }).not.toBe(before);
  }
}

/** What axe finds on a screen as it is now. */
export async function violations(page: Page, screen: string): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: unknown[] }> } };
    return (await axe.run({ resultTypes: ['violations'] })).violations;
  });
  return (found as { id: string; nodes: { html: string; failureSummary: string }[] }[]).map(
    (each) => `${screen}: ${each.id} ${each.nodes[0]?.html} ${each.nodes[0]?.failureSummary}`,
  );
}

/** The console in another language and theme from the next page on. */
export async function speak(page: Page, language: string, theme: string): Promise<void> {
  await page.evaluate(
    ([to, look]) => {
      localStorage.setItem('mainstay.language', to ?? '');
      localStorage.setItem('mantine-color-scheme-value', look ?? '');
    },
    [language, theme],
  );
}
