import { once } from 'node:events';
import net from 'node:net';
import os from 'node:os';
import nodemailer, { type Transporter } from 'nodemailer';
import { type CaughtMail, MailCatcher } from './mail-catcher.js';
import { readMail } from './read-mail.js';

type Stored = Omit<CaughtMail, 'id' | 'receivedAt'>;

let stored: Stored[];
let add: (mail: Stored) => Promise<void>;
let lines: string[];
let catcher: MailCatcher;
let port: number;
let transport: Transporter;

beforeEach(async () => {
  stored = [];
  lines = [];
  add = (mail) => Promise.resolve(void stored.push(mail));
  catcher = new MailCatcher({ add: (mail) => add(mail) }, (line) => lines.push(line));
  const started = await catcher.start();
  port = started.port;
  transport = nodemailer.createTransport({ url: started.url, pool: true } as object);
});

afterEach(async () => {
  transport.close();
  await catcher.stop();
});

const INVITATION = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n';

const mail = (more: object = {}) => ({
  envelope: { from: 'bounces@symposia.example', to: ['zhang@hospital.example', 'hidden@hospital.example'] },
  from: { name: '远程医疗研讨会', address: 'no-reply@symposia.example' },
  to: { name: '张伟', address: 'zhang@hospital.example' },
  subject: '您的注册已确认 — International Symposium on Telemedicine, 第十二届',
  text: '您好，张伟',
  html: '<p>您好，<b>张伟</b></p>',
  ...more,
});

describe('MailCatcher', () => {
  it('stores what a real client sends, with a decoded summary and the real recipients', async () => {
    const { response } = await transport.sendMail(mail());
    expect(response).toMatch(/^250 /);
    expect(stored).toHaveLength(1);
    const [caught] = stored;
    expect(caught).toMatchObject({
      envelopeFrom: 'bounces@symposia.example',
      envelopeTo: ['zhang@hospital.example', 'hidden@hospital.example'],
      subject: '您的注册已确认 — International Symposium on Telemedicine, 第十二届',
      from: '"远程医疗研讨会" <no-reply@symposia.example>',
      to: '"张伟" <zhang@hospital.example>',
    });
    expect(caught?.size).toBe(caught?.raw.length);
    expect(caught?.raw.toString()).toContain('MIME-Version: 1.0');
  });

  it('offers SIZE and neither sign-in nor TLS, on loopback only', async () => {
    const socket = net.connect(port, '127.0.0.1');
    let said = '';
    let address: string | undefined;
    socket.once('connect', () => (address = socket.remoteAddress));
    socket.on('data', (data) => {
      if (!said) socket.write('EHLO test\r\nQUIT\r\n');
      said += data.toString();
    });
    await new Promise((resolve) => socket.once('close', resolve));
    expect(said).toContain('SIZE 26214400');
    expect(said).not.toMatch(/AUTH|STARTTLS/);
    expect(address).toBe('127.0.0.1');
    const elsewhere = Object.values(os.networkInterfaces())
      .flat()
      .find((other) => other && !other.internal && other.family === 'IPv4');
    if (elsewhere) {
      const refused = net.connect(port, elsewhere.address);
      await expect(once(refused, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    }
  });

  it('refuses more than 25 MB, whether announced or not, and keeps nothing of it', async () => {
    const large = Buffer.alloc(26 * 1024 * 1024, 'x'.repeat(70) + '\r\n');
    const head = 'From: a@symposia.example\r\n\r\n';
    const raw = Buffer.concat([Buffer.from(head), large]);
    await expect(transport.sendMail({ envelope: mail().envelope, raw })).rejects.toMatchObject({ responseCode: 552 });
    expect(stored).toEqual([]);
  });

  it('asks the sender to try again when the message cannot be stored', async () => {
    add = () => Promise.reject(new Error('no space left'));
    await expect(transport.sendMail(mail())).rejects.toMatchObject({ responseCode: 451 });
    expect(lines.join()).toContain('no space left');
    add = (mail) => Promise.resolve(void stored.push(mail));
    await transport.sendMail(mail());
    expect(stored).toHaveLength(1);
  });

  it('survives clients that go away in the middle, and stops at once when nobody is connected', async () => {
    const socket = net.connect(port, '127.0.0.1');
    await new Promise((resolve) => socket.once('data', resolve));
    socket.write(
      'EHLO test\r\nMAIL FROM:<a@symposia.example>\r\nRCPT TO:<b@symposia.example>\r\nDATA\r\nSubject: half',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.resetAndDestroy();
    await transport.sendMail(mail());
    expect(stored).toHaveLength(1);
    transport.close();
    const began = performance.now();
    await catcher.stop();
    await catcher.stop();
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});

describe('readMail', () => {
  it('takes a message with a file and an invitation apart', async () => {
    await transport.sendMail(
      mail({
        headers: { 'X-Delivery-Id': 'delivery-1' },
        date: new Date('2026-12-10T12:00:00Z'),
        attachments: [{ filename: '日程表.txt', content: '08:00 开幕式' }],
        icalEvent: { method: 'REQUEST', filename: 'invite.ics', content: INVITATION },
      }),
    );
    const read = await readMail(stored[0]!.raw);
    expect(read).toMatchObject({
      subject: mail().subject,
      from: '"远程医疗研讨会" <no-reply@symposia.example>',
      to: '"张伟" <zhang@hospital.example>',
      date: new Date('2026-12-10T12:00:00Z'),
    });
    expect(read.text.trim()).toBe('您好，张伟');
    expect(read.html.trim()).toBe('<p>您好，<b>张伟</b></p>');
    expect(read.headers).toContainEqual({
      name: expect.stringMatching(/^x-delivery-id$/i) as string,
      value: 'delivery-1',
    });
    expect(read.headers.every(({ value }) => !/[\r\n]/.test(value))).toBe(true);
    expect(read.headers[0]?.name).toBe(/^[\w-]+/.exec(stored[0]!.raw.toString())?.[0]);
    const types = read.attachments.map(({ contentType }) => contentType);
    expect(types).toContain('text/calendar');
    const file = read.attachments.find(({ filename }) => filename === '日程表.txt');
    expect(file?.content.toString()).toBe('08:00 开幕式');
    expect(file?.size).toBe(file?.content.length);
    const calendar = read.attachments.find(({ contentType }) => contentType === 'text/calendar');
    expect(calendar?.content.toString()).toContain('METHOD:REQUEST');
    expect(read.attachments.map(({ index }) => index)).toEqual(read.attachments.map((_, index) => index));
  });

  it('makes nothing up: no text from HTML, no date from now', async () => {
    const read = await readMail(Buffer.from('Date: yesterday\r\nContent-Type: text/html\r\n\r\n<p>only</p>'));
    expect(read).toMatchObject({
      subject: '',
      from: '',
      to: '',
      date: null,
      text: '',
      html: '<p>only</p>',
      attachments: [],
    });
  });
});
