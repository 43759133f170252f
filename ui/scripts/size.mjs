// The budgets of the residents' program, in kB after gzip -9: start page JS 45 and CSS 20, each lazy page 15 (the map may be larger).
// Prints a table; ends with 1 when something is over.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const manifestPath = join(root, 'node_modules', '.build-manifest.json');
if (!existsSync(manifestPath)) {
  console.error('Nothing is built yet. Run: npm run build');
  process.exit(1);
}
const manifests = JSON.parse(readFileSync(manifestPath, 'utf8'));
// The desk runs on office computers: its pages may be larger.
const BUDGET = { startJs: 45, startCss: 20, page: { resident: 15, staff: 25 } };
const LOCALE = 'de';
const START_TEXTS = ['frame', 'kit', 'problem', 'home', 'reports'];

const kb = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1024;

/** What the browser has after loading these modules of a program. */
function needs(manifest, key, into = { js: new Set(), css: new Set() }) {
  const chunk = manifest[key];
  if (!chunk || into.js.has(chunk.file)) return into;
  if (chunk.file.endsWith('.js')) into.js.add(chunk.file);
  for (const css of chunk.css ?? []) into.css.add(css);
  for (const next of chunk.imports ?? []) needs(manifest, next, into);
  return into;
}

const sum = (files) => [...files].reduce((total, file) => total + kb(file), 0);
function startOf(program, entry, texts) {
  const found = needs(manifests[program], entry);
  needs(manifests[program], 'src/host/browser.ts', found);
  for (const slice of texts) needs(manifests[program], `texts/${LOCALE}/${slice}.ftl`, found);
  return found;
}

const start = startOf('resident', 'index.html', START_TEXTS);
const rows = [
  ['start page, JS', sum(start.js), BUDGET.startJs],
  ['start page, CSS', sum(start.css), BUDGET.startCss],
];
const isPage = (key) => /^src\/routes\/(resident|staff)\/.*\.svelte$/.test(key);
for (const [program, base] of [['resident', start], ['staff', startOf('staff', 'staff.html', [])]]) {
  const manifest = manifests[program];
  for (const key of Object.keys(manifest).filter(isPage)) {
    const there = new Set(base.js);
    // A part that a page loads later comes on top of that page.
    const page = Object.keys(manifest).find((other) => (manifest[other].dynamicImports ?? []).includes(key) && isPage(other));
    if (page) for (const file of needs(manifest, page).js) there.add(file);
    const own = [...needs(manifest, key).js].filter((file) => !there.has(file));
    if (own.length > 0) rows.push([key.replace('src/routes/', ''), sum(own), BUDGET.page[program]]);
  }
}
let over = false;
for (const [name, size, budget] of rows) {
  const bad = size > budget;
  over ||= bad;
  console.log(`${bad ? 'OVER' : 'ok  '}  ${size.toFixed(1).padStart(6)} of ${budget} kB  ${name}`);
}
process.exit(over ? 1 : 0);
