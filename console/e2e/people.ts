import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
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
  page.setDefaultTimeout(10_000);
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
