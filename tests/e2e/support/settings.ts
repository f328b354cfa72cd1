// Where things are. `cargo xtask test e2e` says it in the environment; a bare
// `npx playwright test` finds the same in the workspace's target folder.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
const from = (name: string, otherwise: string): string => process.env[name] ?? otherwise;

/** The backend's binary. */
export const backend = from('E2E_BACKEND', join(target, 'release', 'imagecapture-mail'));
/** The binary of the stand-in for Microsoft. */
export const simulator = from('E2E_SIMULATOR', join(target, 'release', 'microsoft-simulator'));
/** The built panel. */
export const panel = from('E2E_PANEL', join(target, 'panel'));
/** One folder per journey: databases, logs, recorded answers. */
export const houses = from('E2E_HOUSES', join(target, 'e2e'));
/** Traces and screenshots of journeys that failed. */
export const results = from('E2E_RESULTS', join(target, 'e2e-results'));
/** The report that `cargo xtask test` counts. */
export const report = from('E2E_REPORT', join(target, 'e2e-report.json'));
/** Playwright downloads no browser; this one is the machine's. */
export const chromium = from(
  'CHROMIUM',
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync) ??
    '/usr/bin/chromium',
);
