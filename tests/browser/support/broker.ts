// The certified OpenID provider that plays the eID broker (tests/oidc), for a town of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { root } from './places';
import { freePort, Town } from './town';

const CLIENT = 'rathaus';
const SECRET = 'a secret of at least thirty-two characters';

export class BrokerTown {
  private constructor(
    readonly town: Town,
    private readonly broker: ChildProcess,
  ) {}

  /** A town that takes the eID, and its broker. */
  static async open(): Promise<BrokerTown> {
    const port = await freePort();
    const town = await Town.open({
      settings: {
        RATHAUS_IDENTITY__EID__ISSUER: `http://localhost:${port}`,
        RATHAUS_IDENTITY__EID__CLIENT_ID: CLIENT,
        RATHAUS_IDENTITY__EID__CLIENT_SECRET: SECRET,
        RATHAUS_IDENTITY__EID__NAME: '{ de = "TestID", en = "TestID" }',
        RATHAUS_IDENTITY__EID__ACR: '{ "urn:test:substantial" = "substantial", "urn:test:high" = "high" }',
      },
    });
    const program = resolve(root, 'tests/oidc/provider.mjs');
    const broker = spawn('node', [program, String(port), CLIENT, SECRET, `${town.origin}/eid.html`], { stdio: ['ignore', 'pipe', 'ignore'] });
    process.once('exit', () => broker.kill('SIGKILL'));
    if (broker.stdout) await once(broker.stdout, 'data');
    return new BrokerTown(town, broker);
  }

  async close(): Promise<void> {
    this.broker.kill();
    await this.town.close();
  }
}
