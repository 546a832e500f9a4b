import { type AddressObject, type HeaderLines, simpleParser } from 'mailparser';

/** One part that is neither the text nor the HTML of the message: a file, a calendar, an inline picture. */
export interface MailAttachment {
  /** Its place in the message, from 0; stable, so that a link can name it. */
  index: number;
  /** As the sender names it, or `part-<n>`. Not safe as a path. */
  filename: string;
  /** As the sender says, e.g. `text/calendar`. Not safe to be shown inline. */
  contentType: string;
  /** Bytes, decoded. */
  size: number;
  content: Buffer;
}

/** A message taken apart for people. Every string is the sender's and has to be escaped. */
export interface ReadMail {
  subject: string;
  /** `"Name" <address>`, several with commas; empty when there is none. */
  from: string;
  to: string;
  /** Null when the header is missing or cannot be read. */
  date: Date | null;
  /** In their order, unfolded, otherwise as sent. */
  headers: { name: string; value: string }[];
  /** The text part; empty when there is none. */
  text: string;
  /** The HTML part with its `cid:` pictures put in as `data:`; empty when there is none. Only for a sandboxed frame. */
  html: string;
  attachments: MailAttachment[];
}

/**
 * Takes a message (RFC 5322, MIME) apart: decodes transfer encodings, character sets and encoded words.
 * @throws Error when it is no message at all, e.g. a header of more than 1 MB.
 */
export async function readMail(raw: Buffer): Promise<ReadMail> {
  // Each part as it was sent: nothing made up from the other one.
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, checksumAlgo: false });
  const headers = unfold(mail.headerLines);
  return {
    subject: mail.subject ?? '',
    from: addresses(mail.from),
    to: addresses(mail.to),
    date: dateOf(headers),
    headers,
    text: mail.text ?? '',
    html: mail.html || '',
    attachments: mail.attachments.map(({ filename, contentType, content }, index) => ({
      index,
      filename: filename ?? `part-${index + 1}`,
      contentType,
      size: content.length,
      content,
    })),
  };
}

/** What a list of messages shows. */
export interface MailSummary {
  subject: string;
  from: string;
  to: string;
}

/** Reads the header alone, whatever the size of the message. A message that cannot be read has empty fields. */
export async function summariseMail(raw: Buffer): Promise<MailSummary> {
  const end = raw.indexOf('\r\n\r\n');
  try {
    const { subject, from, to } = await simpleParser(end < 0 ? raw : raw.subarray(0, end + 4));
    return { subject: subject ?? '', from: addresses(from), to: addresses(to) };
  } catch {
    return { subject: '', from: '', to: '' };
  }
}

function addresses(given: AddressObject | AddressObject[] | undefined): string {
  return [given ?? []]
    .flat()
    .map(({ text }) => text)
    .join(', ');
}

function unfold(lines: HeaderLines): { name: string; value: string }[] {
  return lines.map(({ line }) => {
    const colon = line.indexOf(':');
    return {
      name: line.slice(0, colon),
      value: line
        .slice(colon + 1)
        .replace(/\r?\n(?=\s)/g, '')
        .trim(),
    };
  });
}

/** Not the parser's own: it takes the current time for a date that it cannot read. */
function dateOf(headers: { name: string; value: string }[]): Date | null {
  const date = new Date(headers.find(({ name }) => name.toLowerCase() === 'date')?.value ?? '');
  return Number.isNaN(date.getTime()) ? null : date;
}
