import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import packaged from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** A Chromium of the machine, else the one that an npm package carries. */
async function program(): Promise<string> {
  const known = [
    process.env.MAINSTAY_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  return known.find((path) => path !== undefined && existsSync(path)) ?? (await unpacked());
}

/** The package takes a file that is there for the whole one: what a run that was broken off has left is removed. */
async function unpacked(): Promise<string> {
  const folder = resolve('target/chromium');
  const whole = resolve(folder, 'whole');
  if (!existsSync(whole)) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  process.env.TMPDIR = folder;
  const path = await packaged.executablePath();
  writeFileSync(whole, '');
  return path;
}

export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: await program(),
    timeout: 60_000,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
}
