// Journeys in real Chromium against the real server. `cargo xtask test browser` builds both first.
import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

const here = import.meta.dirname;
const port = 18_080;
const target = process.env.CARGO_TARGET_DIR ?? resolve(here, '../../target');
const server = process.env.RATHAUS_SERVER ?? resolve(target, 'debug/rathaus-server');
const artifacts = resolve(here, '../artifacts/browser');

export default defineConfig({
  testDir: here,
  testMatch: '*.spec.ts',
  outputDir: resolve(artifacts, 'failures'),
  // One town for all journeys: people of different journeys never meet, as in a real town.
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  reporter: [['list']],
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    // Passkeys need a host name; an address in numbers has none.
    baseURL: `http://localhost:${port}`,
    locale: 'de-DE',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.RATHAUS_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  webServer: {
    command: `rm -rf "${artifacts}/town" && exec "${server}" demo --port ${port} --data "${artifacts}/town"`,
    url: `http://localhost:${port}/healthz`,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    timeout: 60_000,
    env: {
      RATHAUS_LIMITS__REQUESTS_PER_MINUTE: '1000000',
      RATHAUS_LIMITS__SIGN_INS_PER_MINUTE: '1000000',
      RATHAUS_LIMITS__REPORTS_PER_HOUR: '1000000',
      RATHAUS_LIMITS__PHOTOS_PER_HOUR: '1000000',
    },
  },
});
