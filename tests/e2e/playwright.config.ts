// How the journeys run: in the Chromium of this machine, two at a time, each
// with a backend and a stand-in for Microsoft of its own.
import { defineConfig } from '@playwright/test';
import { chromium, report, results } from './support/settings.ts';

export default defineConfig({
  testDir: '.',
  outputDir: results,
  // Upper bounds for a machine that is slow or busy; nobody waits for them else.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  fullyParallel: true,
  workers: 2,
  // A journey that passes only at the second try is a finding.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: report }]],
  use: {
    locale: 'nl-NL',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'journeys', testMatch: 'journeys/**/*.spec.ts', teardown: 'afterwards' },
    // Looks at what all journeys left behind, also when some of them failed.
    { name: 'afterwards', testMatch: 'afterwards/**/*.spec.ts' },
  ],
});
