// Journeys in real Chromium against the real server. `cargo xtask test browser` builds both first.
import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import { artifacts } from './support/places';

export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '*.spec.ts',
  outputDir: resolve(artifacts, 'failures'),
  // Each worker opens a town of its own (support/town.ts). People of different journeys may share it, as in a real town.
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  reporter: [['list']],
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    // What is kept for the next start must not hide what the server says; installable.spec.ts is about the worker itself.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.RATHAUS_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
});
