import { type Locale } from '../../../kernel/locale.js';
import { inert, singleLine } from './inert-text.js';
import { clocksOf, momentText } from './mail-clocks.js';
import { mailHtml } from './mail-html.js';
import { type MailEdition, type RenderedMail } from './mail-input.js';
import { labelled, type MailModel, placeFacts, plain, quoteOf, timesOf } from './mail-model.js';
import { mailText } from './mail-text.js';
import { type MailTexts, mailTextsFor } from './mail-texts.js';

/** An invitation to register, or to name an institution's delegates. Names are whatever people typed. */
export interface InvitationMailInput {
  kind: 'person' | 'delegation';
  /** Nobody has answered the invitation itself. */
  isReminder: boolean;
  person: { name: string | null; email: string; locale: Locale; timeZone: string };
  edition: MailEdition;
  /** In the reader's language. */
  category: string;
  /** Whose delegation it is, in the reader's language. */
  institution: string | null;
  /** Of the delegation; null: as many as it likes. */
  places: number | null;
  /** The organiser's own words. */
  message: string | null;
  /** Null: it holds as long as people can register. */
  expiresAt: Date | null;
  /** Absolute and secret: whoever has it can use it. */
  link: string;
  /** The public page of the edition. */
  event: string;
}

/** The mail in the reader's language, with the time on both clocks. Pure: the same input gives the same octets. */
export function renderInvitationMail(input: InvitationMailInput): RenderedMail {
  const model = modelOf(input);
  return { subject: model.subject, text: mailText(model), html: mailHtml(model) };
}

function modelOf(input: InvitationMailInput): MailModel {
  const { person, edition, kind } = input;
  const t = mailTextsFor(person.locale);
  const event = singleLine(edition.name);
  const clocks = clocksOf(t, input);
  const { subject, heading, intro, reason, button } = wordsOf(t, input, event);
  const name = inert(person.name ?? '');
  const more = kind === 'delegation' && input.places !== null ? [t('invitation.places', { count: input.places })] : [];
  return {
    ...clocks,
    locale: person.locale,
    subject: singleLine(subject),
    preheader: timesOf(t, clocks),
    eventName: event,
    heading,
    paragraphs: [name ? t('greeting', { name }) : t('invitation.greeting'), intro, ...more].map(plain),
    quote: quoteOf(t, input.message),
    apartWord: t('time.apart'),
    action: { ...labelled(t, { label: button, value: input.link }), notes: linkNotes(t, input) },
    facts: [...placeFacts(t, edition), { label: t('fact.category'), value: singleLine(input.category) }]
      .filter(({ value }) => value)
      .map((fact) => labelled(t, fact)),
    notes: [],
    reason,
    links: [labelled(t, { label: t('link.event'), value: input.event })],
  };
}

function linkNotes(t: MailTexts, { kind, expiresAt, person, edition }: InvitationMailInput): string[] {
  const whose = kind === 'person' ? t('invitation.once') : t('invitation.yours');
  if (expiresAt === null) return [whose];
  return [whose, t('invitation.until', { times: momentText(t, expiresAt, { person, edition }) })];
}

function wordsOf(t: MailTexts, { kind, isReminder, category, institution }: InvitationMailInput, event: string) {
  const words = { event, category: singleLine(category), institution: singleLine(institution ?? '') };
  if (kind === 'person') {
    return {
      subject: isReminder ? t('invitation.subject.personAgain', words) : t('invitation.subject.person', words),
      heading: isReminder ? t('invitation.heading.personAgain') : t('invitation.heading.person'),
      intro: isReminder ? t('invitation.intro.personAgain', words) : t('invitation.intro.person', words),
      reason: t('invitation.reason.person', words),
      button: t('invitation.action.person'),
    };
  }
  return {
    subject: isReminder ? t('invitation.subject.delegationAgain', words) : t('invitation.subject.delegation', words),
    heading: isReminder ? t('invitation.heading.delegationAgain') : t('invitation.heading.delegation'),
    intro: isReminder ? t('invitation.intro.delegationAgain', words) : t('invitation.intro.delegation', words),
    reason: t('invitation.reason.delegation', words),
    button: t('invitation.action.delegation'),
  };
}
