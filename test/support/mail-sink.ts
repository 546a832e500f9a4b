/** A real SMTP server on loopback that collects what it is sent and answers as the test says, stage by stage. */
import { type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ParsedMail, simpleParser, type StructuredHeader } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** A refusal: 4xx to be tried again, 5xx for good, e.g. `new SmtpError(450, 'Greylisted')`. */
export class SmtpError extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** What a stage answers: nothing for 250, an error, or the connection cut without an answer. */
export type SmtpAnswer = void | SmtpError | 'drop';
type Answer = SmtpAnswer | Promise<SmtpAnswer>;

/** Every part that is neither the text nor the HTML of the message, a calendar for example. */
export interface SunkAttachment {
  contentType: string;
  /** Parameters of the content type, e.g. `{ method: 'REQUEST', charset: 'utf-8' }`. */
  parameters: Record<string, string>;
  filename: string | undefined;
  content: Buffer;
}

/** One message as it arrived. */
export interface SunkMail {
  envelope: { from: string; to: string[] };
  /** Unfolded but not decoded, by lower-case name; the first of several. */
  headers: Record<string, string>;
  subject: string;
  text: string;
  /** Empty when there is no HTML part. */
  html: string;
  messageId: string;
  /** `X-Delivery-Id`; empty when there is none. */
  deliveryId: string;
  attachments: SunkAttachment[];
  raw: Buffer;
  receivedAt: Date;
}

/** The answers of a sink; each stage accepts when left out. */
export interface MailSinkScript {
  /** To a new connection, before the greeting. */
  onConnect?: () => Answer;
  /** To RCPT TO. */
  onRcpt?: (address: string) => Answer;
  /** At the first byte of the message, before it is whole: `'drop'` loses it on the way. */
  onDataStart?: () => SmtpAnswer;
  /** To the final dot. With `'drop'` the sink keeps the message and the client never learns that it was taken. */
  onData?: (mail: SunkMail) => Answer;
  /** Waits so many ms before the answer to the final dot. */
  delayMs?: number;
  /** Default: any free port. */
  port?: number;
}

/** A running sink. */
export interface MailSink {
  /** `smtp://127.0.0.1:<port>` */
  url: string;
  port: number;
  /** Taken, in the order of arrival. A message refused by `onData` is not among them. */
  messages: SunkMail[];
  /** May be changed while the sink runs. */
  script: MailSinkScript;
  /** How many connections were opened so far. */
  connections(): number;
  /** Resolves with all messages once there are `count`. @throws Error with what there is when that takes longer than `timeoutMs` (10 s). */
  waitFor(count: number, timeoutMs?: number): Promise<SunkMail[]>;
  /** Cuts off every client and stops listening. */
  close(): Promise<void>;
}

export async function startMailSink(script: MailSinkScript = {}): Promise<MailSink> {
  const sockets = new Set<Socket>();
  const messages: SunkMail[] = [];
  let connections = 0;
  const waiting = new Set<() => void>();

  const cut = (session: SMTPServerSession) => {
    for (const socket of sockets) if (socket.remotePort === session.remotePort) socket.destroy();
  };
  const answer = async (session: SMTPServerSession, given: Answer | undefined, callback: (error?: Error) => void) => {
    const reply = await given;
    if (reply === 'drop') cut(session);
    else callback(reply ?? undefined);
  };

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect: (session, callback) => void answer(session, sink.script.onConnect?.(), callback),
    onRcptTo: ({ address }, session, callback) => void answer(session, sink.script.onRcpt?.(address), callback),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.once('data', () => {
        if (sink.script.onDataStart?.() === 'drop') cut(session);
      });
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void receive(session, Buffer.concat(chunks)).then(
          (reply) => answer(session, reply, callback),
          (error: Error) => callback(error),
        );
      });
    },
  });
  server.on('error', () => undefined); // clients that go away in mid-sentence are part of the tests
  server.server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  const receive = async (session: SMTPServerSession, raw: Buffer): Promise<SmtpAnswer> => {
    const mail = await read(session, raw);
    if (sink.script.delayMs) await sleep(sink.script.delayMs);
    const reply = await sink.script.onData?.(mail);
    if (reply instanceof SmtpError) return reply;
    messages.push(mail);
    for (const wake of waiting) wake();
    return reply;
  };

  const sink: MailSink = {
    url: '',
    port: 0,
    messages,
    script,
    connections: () => connections,
    waitFor: (count, timeoutMs = 10_000) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (messages.length < count) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve([...messages]);
        };
        const timer = setTimeout(() => {
          waiting.delete(look);
          const subjects = messages.map((mail) => `${mail.envelope.to.join()}: ${mail.subject}`).join('\n');
          reject(new Error(`${messages.length} of ${count} messages after ${timeoutMs} ms.\n${subjects}`));
        }, timeoutMs);
        waiting.add(look);
        look();
      }),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(script.port ?? 0, '127.0.0.1', () => resolve());
  });
  sink.port = (server.server.address() as AddressInfo).port;
  sink.url = `smtp://127.0.0.1:${sink.port}`;
  return sink;
}

async function read(session: SMTPServerSession, raw: Buffer): Promise<SunkMail> {
  const parsed = await simpleParser(raw, { skipImageLinks: true, skipHtmlToText: true, skipTextToHtml: true });
  const lines = headersOf(parsed.headerLines);
  const { mailFrom, rcptTo } = session.envelope;
  return {
    envelope: { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) },
    headers: lines,
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: parsed.html || '',
    messageId: parsed.messageId ?? '',
    deliveryId: lines['x-delivery-id'] ?? '',
    attachments: parsed.attachments.map(({ contentType, filename, content, headers }) => ({
      contentType,
      parameters: (headers.get('content-type') as StructuredHeader | undefined)?.params ?? {},
      filename,
      content,
    })),
    raw,
    receivedAt: new Date(),
  };
}

function headersOf(lines: ParsedMail['headerLines']): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { key, line } of lines)
    headers[key] ??= line
      .slice(line.indexOf(':') + 1)
      .replace(/\r?\n(?=\s)/g, '')
      .trim();
  return headers;
}
