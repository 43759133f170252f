// A town of one's own: a real server process with an empty folder, opened as the demo town.
import { spawn, execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Mailbox } from './mailbox';
import { demoConfig, serverProgram } from './places';

/** Longest wait for the first answer; a debug build on a busy machine fills the demo town in about two seconds. */
const START_MS_MAX = 60_000;
const MANY = '1000000';

/** What `/api/town` says, as much as the tests use. */
export interface TownFacts {
  name: string;
  map: { centre: [number, number]; bounds: [number, number, number, number] };
}

/** What somebody is in the town hall. */
export interface Position {
  office?: 'ordnungsamt' | 'bauhof';
  role?: 'clerk' | 'lead' | 'counter' | 'admin';
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  probe.close();
  await once(probe, 'close');
  return port;
}

export class Town {
  private constructor(
    readonly origin: string,
    /** Everything the town hall sent by e-mail. */
    readonly mailbox: Mailbox,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly folder: string,
    private readonly server: ChildProcess,
    private readonly log: string[],
  ) {}

  /** `mail: false` is a town that sends no e-mails; `settings` are named as in the environment. */
  static async open({ mail = true, settings = {} }: { mail?: boolean; settings?: NodeJS.ProcessEnv } = {}): Promise<Town> {
    const program = serverProgram();
    const mailbox = await Mailbox.open();
    const folder = await mkdtemp(join(tmpdir(), 'rathaus-town-'));
    const port = await freePort();
    // Passkeys need a host name; an address in numbers has none.
    const origin = `http://localhost:${port}`;
    const environment = {
      ...process.env,
      RATHAUS_SERVER__LISTEN: `127.0.0.1:${port}`,
      RATHAUS_SERVER__ORIGIN: origin,
      RATHAUS_SERVER__DATA: folder,
      // One machine plays a whole town.
      RATHAUS_LIMITS__REQUESTS_PER_MINUTE: MANY,
      RATHAUS_LIMITS__SIGN_INS_PER_MINUTE: MANY,
      RATHAUS_LIMITS__REPORTS_PER_HOUR: MANY,
      RATHAUS_LIMITS__PHOTOS_PER_HOUR: MANY,
      ...(mail ? { RATHAUS_SMTP__URL: `smtp://127.0.0.1:${mailbox.port}`, RATHAUS_SMTP__FROM: 'Stadt Erlenbrück <rathaus@erlenbrueck.example>' } : {}),
      ...settings,
    };
    const server = spawn(program, ['demo', '--port', String(port), '--data', folder], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const log: string[] = [];
    for (const stream of [server.stdout, server.stderr]) stream.on('data', (bytes: Buffer) => log.push(bytes.toString()));
    // When the run itself is killed, the town must not stay open.
    process.once('exit', () => server.kill('SIGKILL'));
    const town = new Town(origin, mailbox, environment, folder, server, log);
    await town.answers();
    return town;
  }

  private async answers(): Promise<void> {
    const end = Date.now() + START_MS_MAX;
    for (;;) {
      const ready = await fetch(`${this.origin}/healthz`).then((answer) => answer.ok, () => false);
      if (ready) return;
      if (this.server.exitCode !== null || Date.now() > end) throw new Error(`The server did not start:\n${this.said()}`);
      await new Promise((next) => setTimeout(next, 50));
    }
  }

  /** Everything the server wrote. */
  said(): string {
    return this.log.join('');
  }

  /** The one-time link by which somebody becomes staff. */
  async invite(name: string, { office = 'ordnungsamt', role = 'clerk' }: Position = {}): Promise<string> {
    const line = ['staff', 'invite', '--config', demoConfig, '--name', name, '--office', office, '--role', role];
    const { stdout } = await promisify(execFile)(serverProgram(), line, { env: this.environment });
    const link = /https?:\/\/\S+/.exec(stdout)?.[0];
    if (!link) throw new Error(`No link in: ${stdout}`);
    return link;
  }

  async facts(): Promise<TownFacts> {
    return (await (await fetch(`${this.origin}/api/town`)).json()) as TownFacts;
  }

  /** The words of everything the town hall printed, the oldest first (read by poppler, as the tests of the server do). */
  async letters(): Promise<string[]> {
    const folder = join(this.folder, 'print');
    const names = await readdir(folder).catch(() => []);
    // A letter is complete once its manifest lies beside it.
    const made = names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name.replace(/json$/, 'pdf')));
    const dated = await Promise.all(made.map(async (pdf) => ({ pdf, at: (await stat(pdf)).mtimeMs })));
    dated.sort((one, other) => one.at - other.at);
    return Promise.all(dated.map(async ({ pdf }) => (await promisify(execFile)('pdftotext', ['-layout', pdf, '-'])).stdout));
  }

  async close(): Promise<void> {
    if (this.server.exitCode === null) {
      const gone = once(this.server, 'exit');
      this.server.kill('SIGTERM');
      await gone;
    }
    this.mailbox.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
