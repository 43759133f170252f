import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { deskPage, fluentCatalogues, slimIcons } from './vite/plugins.ts';

// Two programs, built one after the other into the same folder (`--mode resident`, `--mode staff`): built together they would share
// chunks, and every resident would load what only the desk needs (12 kB). The kit page is for development and the axe test only, so that it
// never reaches a town's server.
const page = (name: string) => resolve(import.meta.dirname, name);
const PAGES: Record<string, string> = { resident: 'index.html', staff: 'staff.html', kit: 'kit.html' };
const api = process.env.RATHAUS_SERVER ?? 'http://localhost:8080';

export default defineConfig(({ mode }) => ({
  plugins: [slimIcons(), fluentCatalogues(), deskPage(), svelte()],
  // Catalogues lie outside src, because the server and the shell read them too.
  optimizeDeps: { exclude: ['@lucide/svelte'] },
  server: {
    port: 5173,
    proxy: { '/api': { target: api, changeOrigin: true }, '/.well-known': { target: api, changeOrigin: true } },
  },
  // The worker of pdf.js is a module.
  worker: { format: 'es' },
  build: {
    outDir: mode === 'kit' ? 'dist-kit' : 'dist',
    target: ['chrome111', 'firefox121', 'safari16.4'],
    manifest: `.vite/${mode}.json`,
    emptyOutDir: mode !== 'staff',
    // A data: address would need `img-src data:` in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: page(PAGES[mode] ?? 'index.html'),
      // All pages of the desk are made of the same parts: one file of them instead of one for each, which every page would ask for anew.
      ...(mode === 'staff' ? { output: { codeSplitting: { groups: [{ name: 'kit', test: /[\\/]src[\\/]kit[\\/](?!Map|Photo|Pin|QrCode)|@lucide/ }] } } } : {}),
    },
  },
  css: {
    preprocessorOptions: {
      scss: { quietDeps: true, silenceDeprecations: ['if-function'], loadPaths: [page('node_modules'), page('../node_modules')] },
    },
  },
  test: { include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'], environment: 'node' },
}));
