// After `vite build`: the service worker gets its list, and every compressible file gets a .br and .gz beside it, so that the server
// never compresses while it serves.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = join(import.meta.dirname, '..', 'dist');
const manifests = Object.fromEntries(['resident', 'staff'].map((program) => [program, JSON.parse(readFileSync(join(dist, '.vite', `${program}.json`), 'utf8'))]));
const manifest = manifests.resident;

/** Words that residents never read: the desk's, the e-mails' and the shell's. */
const FOREIGN_TEXTS = /^texts\/[^/]+\/(cases|colleagues|counter|deskmail|staff|notices|app)\.ftl$|^\.\.\/texts/;

/** Files of the residents' program: what it imports at once, and what it loads later. */
function filesOf(entry) {
  const found = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk || found.has(chunk.file) || FOREIGN_TEXTS.test(key)) return;
    found.add(chunk.file);
    for (const name of [...(chunk.css ?? []), ...(chunk.assets ?? [])]) found.add(name);
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) visit(next);
  };
  visit(entry);
  return found;
}

const all = [...filesOf('index.html')].filter((file) => !file.endsWith('.html'));
// The map and the drawer of PDFs are large and many never open them: kept after their first use. Fonts come with the page.
const isLater = (file) => /(^|\/)(map|app|pdf|PdfView)\b/.test(file) || /\.png$/.test(file);
const fonts = readdirSync(join(dist, 'fonts')).filter((name) => name.endsWith('.woff2')).map((name) => `fonts/${name}`);
const files = ['/', '/manifest.webmanifest', '/icons/icon.svg', ...[...all.filter((file) => !isLater(file)), ...fonts].map((file) => `/${file}`)];
const later = all.filter(isLater).map((file) => `/${file}`);
const version = createHash('sha256').update(readFileSync(join(dist, 'index.html'))).update(files.join()).digest('hex').slice(0, 12);
const worker = readFileSync(join(import.meta.dirname, '..', 'sw', 'sw.js'), 'utf8').replace('__BUILD__', JSON.stringify({ version, files, later }));
writeFileSync(join(dist, 'sw.js'), worker);
// What the size check needs; nothing of it is served. In a fresh clone every package lies in the root's node_modules.
const notes = join(dist, '..', 'node_modules');
mkdirSync(notes, { recursive: true });
writeFileSync(join(notes, '.build-manifest.json'), JSON.stringify(manifests));
rmSync(join(dist, '.vite'), { recursive: true });

// An address with a dot in it is a file of its own to the server; the eID broker sends people back to this one.
copyFileSync(join(dist, 'index.html'), join(dist, 'eid.html'));

const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.svg', '.webmanifest', '.txt', '.json']);
const BYTES_MIN = 512;
let count = 0;
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (!entry.isFile() || !COMPRESSIBLE.has(extname(path))) continue;
  const content = readFileSync(path);
  if (content.length < BYTES_MIN) continue;
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
  count += 1;
}
console.log(`${count} files compressed, ${files.length} kept by the service worker, in ${relative(process.cwd(), dist) || dist}`);
