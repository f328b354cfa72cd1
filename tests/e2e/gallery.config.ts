// The gallery: every page × colours × width × language, as pictures to look at.
// `cargo xtask screens` runs it.
import base from './playwright.config.ts';
import { defineConfig } from '@playwright/test';

export default defineConfig({
  ...base,
  timeout: 15 * 60_000,
  reporter: [['list']],
  projects: [{ name: 'gallery', testMatch: 'gallery/**/*.spec.ts' }],
});
