import { existsSync, mkdirSync } from 'node:fs';
import { describe, it } from 'vitest';
import { launch } from './browser';
import { as, consoleAddress, letBrowsersReturn } from './stack';

const folder = process.env.MAINSTAY_SCREENSHOTS ?? '';

/** The pictures of the documentation, of the demo company: `MAINSTAY_SCREENSHOTS=../docs/images`, against what `./mainstay up` started. */
describe.runIf(folder !== '')('pictures', () => {
  it('are taken', async () => {
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
    await letBrowsersReturn();
    const { incidents } = await as('agent')<{ incidents: { nodes: { number: string; affectedCis: unknown[] }[] } }>(
      '{ incidents(filter: { open: { eq: true } }, sort: [{ field: PRIORITY }], first: 50) { nodes { number affectedCis { id } } } }',
    );
    const shown = incidents.nodes.find((each) => each.affectedCis.length > 0) ?? incidents.nodes[0];
    const browser = await launch();
    const page = await browser.newPage({ viewport: { width: 1440, height: 860 }, locale: 'en-GB' });
    await page.goto(consoleAddress);
    await page.fill('#username', 'agent');
    await page.fill('#password', 'mainstay');
    await page.click('#kc-login');
    await page.waitForSelector('nav');
    for (const [language, theme, suffix] of [
      ['en', 'light', 'light'],
      ['en', 'dark', 'dark'],
      ['zh', 'dark', 'dark-zh'],
    ]) {
      await page.evaluate(
        ([to, look]) => {
          localStorage.setItem('mainstay.language', to ?? '');
          localStorage.setItem('mantine-color-scheme-value', look ?? '');
        },
        [language, theme],
      );
      await page.goto(`${consoleAddress}desk/all`);
      await page.waitForSelector('[role=row][data-number]');
      await page.locator('[data-live=live]').waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.screenshot({ path: `${folder}/desk-${suffix}.png` });
      await page.goto(`${consoleAddress}incidents/${shown?.number}`);
      await page.waitForSelector('[role=toolbar]');
      await page.waitForLoadState('networkidle');
      await page.locator('[data-live=live]').waitFor();
      await page.screenshot({ path: `${folder}/incident-${suffix}.png` });
    }
    await browser.close();
  }, 60_000);
});
