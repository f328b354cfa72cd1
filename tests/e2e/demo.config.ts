// Follows docs/demo.md in the demo that stands at DEMO_URL. `cargo xtask test
// e2e` starts one for it.
import base from './playwright.config.ts';
import { defineConfig } from '@playwright/test';

export default defineConfig({
  ...base,
  timeout: 10 * 60_000,
  use: { ...base.use, actionTimeout: 20_000 },
  projects: [{ name: 'demo', testMatch: 'demo/**/*.spec.ts' }],
});
