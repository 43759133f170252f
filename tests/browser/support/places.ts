// Where things lie.
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');

/** What a run leaves behind for people to look at. */
export const artifacts = resolve(root, 'tests/artifacts/browser');

/** The demo town's configuration: the tests' town is the same one, with its own folder and port. */
export const demoConfig = resolve(root, 'server/demo/erlenbrueck/rathaus.toml');

/** The program under test: `RATHAUS_SERVER`, else what cargo built last. */
export function serverProgram(): string {
  const named = process.env.RATHAUS_SERVER;
  if (named) return resolve(root, named);
  const target = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target');
  const built = ['debug', 'release'].map((profile) => resolve(target, profile, 'rathaus-server')).filter((path) => existsSync(path));
  const newest = built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  if (!newest) throw new Error(`There is no rathaus-server in ${target}. Build it: cargo build --package rathaus-server`);
  return newest;
}
