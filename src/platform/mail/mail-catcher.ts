import { type AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { summariseMail } from './read-mail.js';

/** One message that the catcher took, as it is stored and listed. */
export interface CaughtMail {
  id: string;
  receivedAt: Date;
  /** MAIL FROM; empty for a bounce. */
  envelopeFrom: string;
  /** RCPT TO, those that really get it, blind copies included. */
  envelopeTo: string[];
  /** Decoded, as are `from` and `to`, which are the header's and for show only. Empty when missing. */
  subject: string;
  from: string;
  to: string;
  /** Bytes of `raw`. */
  size: number;
  /** The whole message as it came over the wire. */
  raw: Buffer;
}

/** Where the catcher puts what it takes. */
export interface CaughtMailStore {
  /** Keeps the message, and of all messages the newest MAILBOX_LIMIT. When it throws, the sender is told to try again. */
  add(mail: Omit<CaughtMail, 'id' | 'receivedAt'>): Promise<void>;
}

/** How many messages a store keeps; the oldest go first. */
export const MAILBOX_LIMIT = 2_000;

const SIZE_LIMIT_BYTES = 25 * 1024 * 1024;

/**
 * Takes every mail in place of an SMTP server, for trying the application out: real SMTP (RFC 5321) on a free port of loopback,
 * no sign-in, no TLS, at most 25 MB a message. Delivers nothing to anybody.
 */
export class MailCatcher {
  private readonly server: SMTPServer;

  constructor(
    private readonly store: CaughtMailStore,
    private readonly log: (line: string) => void,
  ) {
    this.server = new SMTPServer({
      banner: 'Symposia mail catcher',
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true, // a name server that does not answer would delay every connection
      size: SIZE_LIMIT_BYTES,
      closeTimeout: 2_000,
      logger: false,
      onData: (stream, session, done) => {
        this.take(stream, session).then(() => done(null), done);
      },
    });
    // A client that goes away in mid-sentence, say: no reason to fall over.
    this.server.on('error', (error: Error) => this.log(`Mail catcher: ${error.message}`));
  }

  /** Listens on a free port. @throws Error when loopback cannot be listened on. */
  start(): Promise<{ port: number; /** `smtp://127.0.0.1:<port>`, fit for SMTP_URL. */ url: string }> {
    return new Promise((resolve, reject) => {
      const listener = this.server.server;
      listener.once('error', reject);
      this.server.listen(0, '127.0.0.1', () => {
        listener.removeListener('error', reject);
        const { port } = listener.address() as AddressInfo;
        resolve({ port, url: `smtp://127.0.0.1:${port}` });
      });
    });
  }

  /** Stops listening; messages under way have 2 s to arrive. */
  stop(): Promise<void> {
    return new Promise((resolve) => {
      if (this.server.server.listening) this.server.close(() => resolve());
      else resolve();
    });
  }

  private async take(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<void> {
    const raw = await collect(stream);
    if (!raw) throw answer(552, 'This message is larger than 25 MB.');
    try {
      await this.store.add({
        envelopeFrom: envelope.mailFrom ? envelope.mailFrom.address : '',
        envelopeTo: envelope.rcptTo.map(({ address }) => address),
        ...(await summariseMail(raw)),
        size: raw.length,
        raw,
      });
    } catch (error) {
      this.log(`Mail catcher: a message was not stored: ${error instanceof Error ? error.message : String(error)}`);
      throw answer(451, 'The message could not be stored. Try again later.');
    }
  }
}

/** The whole message, or null when it is over the limit; then it is read to its end, as SMTP has it, but not kept. */
async function collect(stream: SMTPServerDataStream): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (stream.sizeExceeded) chunks.length = 0;
    else chunks.push(chunk);
  }
  return stream.sizeExceeded ? null : Buffer.concat(chunks);
}

const answer = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });
