// The panel's figures: `cargo xtask bench panel` runs it. Nothing in it fails for
// being slow.
import base from './playwright.config.ts';
import { defineConfig } from '@playwright/test';

export default defineConfig({
  ...base,
  timeout: 30 * 60_000,
  workers: 1,
  reporter: [['line']],
  use: { ...base.use, trace: 'off', screenshot: 'off' },
  projects: [{ name: 'bench', testMatch: 'bench/lh.spec.ts' }],
});
