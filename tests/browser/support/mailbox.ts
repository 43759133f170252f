// An SMTP server on loopback (RFC 5321, as much as a sender needs) that keeps every message it gets.
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

export interface Mail {
  to: string[];
  /** Headers and body, quoted-printable undone. */
  content: string;
}

export class Mailbox {
  readonly mails: Mail[] = [];
  private readonly server: Server = createServer((socket) => this.converse(socket));
  private readonly callers: Set<Socket> = new Set();

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox();
    mailbox.server.listen(0, '127.0.0.1');
    await once(mailbox.server, 'listening');
    return mailbox;
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  /** What came for one address. */
  to(address: string): Mail[] {
    return this.mails.filter((mail) => mail.to.includes(address));
  }

  close(): void {
    this.server.close();
    for (const socket of this.callers) socket.destroy();
  }

  private converse(socket: Socket): void {
    this.callers.add(socket);
    socket.on('close', () => this.callers.delete(socket));
    // A sender that hangs up is its own business.
    socket.on('error', () => undefined);
    const say = (line: string) => socket.write(`${line}\r\n`);
    let to: string[] = [];
    let data: string[] | undefined;
    let rest = '';
    const hear = (line: string): unknown => {
      if (data) {
        if (line !== '.') return data.push(line.replace(/^\.\./, '.'));
        this.mails.push({ to, content: plain(data.join('\n')) });
        [to, data] = [[], undefined];
        return say('250 kept');
      }
      const recipient = /^RCPT TO:<([^>]+)>/i.exec(line)?.[1];
      if (recipient) to.push(recipient);
      if (/^DATA/i.test(line)) {
        data = [];
        return say('354 go on');
      }
      if (/^QUIT/i.test(line)) return socket.end('221 bye\r\n');
      return say('250 ok');
    };
    say('220 localhost');
    socket.on('data', (bytes: Buffer) => {
      const lines = (rest + bytes.toString()).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) hear(line);
    });
  }
}

// RFC 2045, 6.7.
function plain(text: string): string {
  const bytes = text.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
