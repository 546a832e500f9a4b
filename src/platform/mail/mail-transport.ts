import { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import nodemailer, { type Transporter } from 'nodemailer';
import { Config } from '../config/config.js';

/** One mail to one person, complete. */
export interface OutgoingMail {
  /** In angle brackets; the same on every attempt. */
  messageId: string;
  to: { name: string; address: string };
  replyTo?: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  calendar?: { method: string; content: string };
}

/**
 * What became of a hand-over.
 * - `accepted`: the server has taken it; its last reply.
 * - `deferred`: not taken and surely not delivered (4xx, or the connection broke before the final dot): try again later.
 * - `rejected`: refused for good (5xx). `recipient` tells whether it was the address.
 * - `ambiguous`: the connection broke after the final dot, so the server may or may not have it (RFC 1047).
 */
export type Handover =
  | { outcome: 'accepted'; response: string }
  | { outcome: 'deferred'; response: string }
  | { outcome: 'rejected'; response: string; recipient: boolean }
  | { outcome: 'ambiguous'; response: string };

/** Every timeout is below the lease of a delivery, so that nobody else takes it up while it is being sent. ms. */
const TIMEOUTS = { connectionTimeout: 8_000, greetingTimeout: 8_000, socketTimeout: 15_000, dnsTimeout: 8_000 };
const CONNECTIONS = 10;
const MESSAGES_PER_CONNECTION = 200;

/** Bytes that are handed to the connection at once. */
const PIECE = 65_536;

/** How far the bytes of a message went towards the server. */
interface Progress {
  wholly: boolean;
}

/** Moves one message at a time to an SMTP server through a pool of connections. Knows no person and no event. */
@Injectable()
export class MailTransport {
  private readonly logger = new Logger(MailTransport.name);
  private transporter: Transporter | undefined;
  private url: string | null;

  constructor(private readonly config: Config) {
    this.url = config.smtpUrl;
  }

  /** Where to deliver, when it is not `SMTP_URL`: the built-in catcher. */
  deliverTo(url: string): void {
    this.url = url;
  }

  /** Never throws: every way to fail is one of the outcomes. */
  async send(mail: OutgoingMail): Promise<Handover> {
    const progress: Progress = { wholly: false };
    try {
      const info = (await this.connected().sendMail({
        from: this.config.mailFrom,
        to: mail.to,
        replyTo: mail.replyTo,
        // One address object and an envelope of our own: a string could hold a second recipient.
        envelope: { from: this.config.mailFrom.address, to: [mail.to.address] },
        messageId: mail.messageId,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        headers: mail.headers,
        disableFileAccess: true,
        disableUrlAccess: true,
        ...(mail.calendar
          ? { icalEvent: { method: mail.calendar.method, content: mail.calendar.content, filename: 'event.ics' } }
          : {}),
        progress,
      } as object)) as { response: string };
      return { outcome: 'accepted', response: info.response };
    } catch (error) {
      return judge(error as SmtpError, progress);
    }
  }

  close(): void {
    this.transporter?.close();
    this.transporter = undefined;
  }

  private connected(): Transporter {
    if (this.transporter) return this.transporter;
    if (!this.url) throw new Error('No SMTP server is set.');
    const transporter = nodemailer.createTransport({
      url: this.url,
      pool: true,
      maxConnections: CONNECTIONS,
      maxMessages: MESSAGES_PER_CONNECTION,
      ...TIMEOUTS,
    } as object);
    transporter.on('error', (error) => this.logger.debug(`SMTP pool: ${String(error)}`));
    transporter.use('stream', watchProgress);
    this.transporter = transporter;
    return transporter;
  }
}

interface SmtpError extends Error {
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
}

interface MailBeingSent {
  data: object;
  message: {
    build(callback: (error: Error | null, bytes?: Buffer) => void): void;
    createReadStream(): Readable;
  };
}

/**
 * A nodemailer plugin: composes the message beforehand, and hands it over through a stream that notes when its last byte
 * was asked for. nodemailer reports a loss in the middle of DATA and one after the final dot with the same error; a
 * server that never got the last byte cannot have the message.
 */
function watchProgress(mail: unknown, done: (error?: Error | null) => void): void {
  const { data, message } = mail as MailBeingSent;
  const progress = (data as { progress?: Progress }).progress;
  message.build((error, bytes) => {
    if (error || !bytes) {
      done(error ?? new Error('The message could not be composed.'));
      return;
    }
    message.createReadStream = () => Readable.from(inPieces(bytes, progress));
    done();
  });
}

/** Gives the next piece only when the connection has taken the one before, and notes when the last one is asked for. */
function* inPieces(bytes: Buffer, progress: Progress | undefined): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += PIECE) {
    if (progress && start + PIECE >= bytes.length) progress.wholly = true;
    yield bytes.subarray(start, start + PIECE);
  }
}

/** RFC 5321, 4.2.1: 4yz is transient, 5yz is permanent. */
function judge(error: SmtpError, progress: Progress): Handover {
  const response = oneLine(error.response ?? error.message ?? String(error));
  if (error.responseCode !== undefined && error.responseCode >= 500) {
    return { outcome: 'rejected', response, recipient: error.code === 'EENVELOPE' };
  }
  if (error.responseCode !== undefined && error.responseCode >= 400) return { outcome: 'deferred', response };
  return { outcome: progress.wholly ? 'ambiguous' : 'deferred', response };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 500);
}
