import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { fluentCatalogues, slimIcons } from './vite/plugins.ts';

// Two programs share one build: residents (index.html) and staff (staff.html). The kit page is for development and the axe
// test only, so that it never reaches a town's server.
const page = (name: string) => resolve(import.meta.dirname, name);
const api = process.env.RATHAUS_SERVER ?? 'http://localhost:8080';

export default defineConfig(({ mode }) => ({
  plugins: [slimIcons(), fluentCatalogues(), svelte()],
  // Catalogues lie outside src, because the server and the shell read them too.
  optimizeDeps: { exclude: ['@lucide/svelte'] },
  server: {
    port: 5173,
    proxy: { '/api': { target: api, changeOrigin: true }, '/.well-known': { target: api, changeOrigin: true } },
  },
  build: {
    outDir: mode === 'kit' ? 'dist-kit' : 'dist',
    target: ['chrome111', 'firefox121', 'safari16.4'],
    manifest: true,
    // A data: address would need `img-src data:` in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: (mode === 'kit' ? ['kit.html'] : ['index.html', 'staff.html']).map(page),
    },
  },
  css: {
    preprocessorOptions: {
      scss: { quietDeps: true, silenceDeprecations: ['if-function'], loadPaths: [page('node_modules'), page('../node_modules')] },
    },
  },
  test: { include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'], environment: 'node' },
}));
