import { mailCalendar } from './mail-calendar.js';
import { mailHtml } from './mail-html.js';
import { type MailInput, type MailKind, type RenderedMail } from './mail-input.js';
import { mailModel } from './mail-model.js';
import { mailText } from './mail-text.js';

export { type MailEdition, type MailInput, type MailKind, type MailLinks, type RenderedMail } from './mail-input.js';

/**
 * A whole mail in the person's language: subject, the same content as text and as HTML, and for a confirmation or a
 * cancellation what the person's calendar should do. Pure: the same input gives the same octets.
 */
export function renderMail(kind: MailKind, input: MailInput): RenderedMail {
  const model = mailModel(kind, input);
  const calendar = mailCalendar(kind, input);
  return { subject: model.subject, text: mailText(model), html: mailHtml(model), ...(calendar && { calendar }) };
}
