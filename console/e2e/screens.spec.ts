import { existsSync, mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launch } from './browser';
import { go, open, person, signIn, speak } from './people';
import { as, consoleAddress } from './stack';

const PATIENCE = 60_000;
const folder = process.env.MAINSTAY_SCREENSHOTS ?? '';

async function picture(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.locator('[data-live=live]').waitFor();
  await expect
    .poll(() => page.locator('[class*=Skeleton], [data-awaited=true]').count(), { timeout: PATIENCE })
    .toBe(0);
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
    desk.page.setDefaultTimeout(PATIENCE);
    await signIn(desk.page, 'agent');
    for (const [language, theme, suffix] of [
      ['en', 'light', 'light'],
      ['zh', 'dark', 'dark-zh'],
    ] as const) {
      await speak(desk.page, language, theme);
      await desk.page.goto(`${consoleAddress}incidents/${shown?.number}`);
      await desk.page.waitForSelector('[role=toolbar]');
      await picture(desk.page, `incident-${suffix}`);
      await go(desk.page, 'desk/all');
      await desk.page.locator('[role=row][data-number]').first().waitFor();
      await picture(desk.page, `desk-${suffix}`);
    }

    const caller = await person(browser, { width: 1440, height: 860 });
    caller.page.setDefaultTimeout(PATIENCE);
    await signIn(caller.page, 'requester', 'portal');
    await caller.page.locator('li[data-number]').first().waitFor();
    await picture(caller.page, 'portal-light');

    const manager = await person(browser, { width: 1440, height: 860 });
    const { page } = manager;
    page.setDefaultTimeout(PATIENCE);
    await signIn(page, 'change-manager', 'approvals');
    // The one with the most to see: what conflicts, and by how much.
    const waiting = page.locator('li[data-number]');
    await waiting.first().waitFor();
    const conflicting = waiting.filter({ has: page.locator('[data-alarm=true]') });
    await ((await conflicting.count()) > 0 ? conflicting : waiting).first().getByRole('button').click();
    await page.locator('aside [role=toolbar] button:enabled').first().waitFor();
    await picture(page, 'approvals-light');
    const { changes } = await as('change-manager')<{
      changes: { nodes: { number: string; conflicts: { conflicts: unknown[] } }[] };
    }>('{ changes(filter: { open: { eq: true } }, first: 20) { nodes { number conflicts { conflicts { kind } } } } }');
    const contested = changes.nodes.reduce((most, each) =>
      each.conflicts.conflicts.length > most.conflicts.conflicts.length ? each : most,
    );
    await open(page, `changes/${contested.number}`);
    await page.getByTestId('conflicts').first().waitFor({ state: 'attached' });
    await picture(page, 'change-light');
    await go(page, 'calendar?span=month');
    await page.locator('tr[data-entry]').first().waitFor();
    await picture(page, 'calendar-light');
    await browser.close();
  }, 300_000);
});
