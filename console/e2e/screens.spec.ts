import { existsSync, mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { launch } from './browser';
import { person, signIn, speak } from './people';
import { as, consoleAddress } from './stack';

const folder = process.env.MAINSTAY_SCREENSHOTS ?? '';

async function picture(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.locator('[data-live=live]').waitFor();
  await page.screenshot({ path: `${folder}/${name}.png` });
}

/** The pictures of the documentation, of the demo company: `MAINSTAY_SCREENSHOTS=../docs/images`, against what `./mainstay up` started. */
describe.runIf(folder !== '')('pictures', () => {
  it('are taken', async () => {
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
    const { incidents } = await as('agent')<{ incidents: { nodes: { number: string; affectedCis: unknown[] }[] } }>(
      '{ incidents(filter: { open: { eq: true } }, sort: [{ field: PRIORITY }], first: 50) { nodes { number affectedCis { id } } } }',
    );
    const shown = incidents.nodes.find((each) => each.affectedCis.length > 0) ?? incidents.nodes[0];
    const browser = await launch();
    const desk = await person(browser, { width: 1440, height: 860 });
    await signIn(desk.page, 'agent');
    for (const [language, theme, suffix] of [
      ['en', 'light', 'light'],
      ['zh', 'dark', 'dark-zh'],
    ] as const) {
      await speak(desk.page, language, theme);
      await desk.page.goto(`${consoleAddress}incidents/${shown?.number}`);
      await desk.page.waitForSelector('[role=toolbar]');
      await picture(desk.page, `incident-${suffix}`);
    }

    const manager = await person(browser, { width: 1440, height: 860 });
    const { page } = manager;
    await signIn(page, 'change-manager', 'approvals');
    // The one with the most to see: what conflicts, and by how much.
    const waiting = page.locator('li[data-number]');
    await waiting.first().waitFor();
    const conflicting = waiting.filter({ has: page.locator('[data-alarm=true]') });
    await ((await conflicting.count()) > 0 ? conflicting : waiting).first().getByRole('button').click();
    await page.locator('aside [role=toolbar] button:enabled').first().waitFor();
    await picture(page, 'approvals-light');
    const number = await page.locator('li[data-current=true]').getAttribute('data-number');
    await page.goto(`${consoleAddress}changes/${number}`);
    await page.getByTestId('conflicts').first().waitFor({ state: 'attached' });
    await picture(page, 'change-light');
    await page.goto(`${consoleAddress}calendar?span=month`);
    await page.locator('tr[data-entry]').first().waitFor();
    await picture(page, 'calendar-light');
    await browser.close();
  }, 60_000);
});
