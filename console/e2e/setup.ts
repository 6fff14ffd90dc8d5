import { launch } from './browser';

/** How `build.sh browser` ends where nothing can be tried. */
const NOTHING_TO_TRY_WITH = 3;

/** Once before all tests: without a browser there are none, which is told; where everything is tested that is released, it is a failure. */
export default async function setup(): Promise<void> {
  try {
    await (await launch()).close();
  } catch (failure) {
    if (process.env.CI === 'true') throw failure;
    console.log(`No Chromium starts on this machine; MAINSTAY_CHROMIUM names one. ${failure}`);
    process.exit(NOTHING_TO_TRY_WITH);
  }
}
