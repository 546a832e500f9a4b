import { render } from 'preact-render-to-string';
import { type Locale } from '../../../kernel/locale.js';
import { formatMoment } from '../../../platform/i18n/format.js';
import { inert } from './inert-text.js';
import { Button, FONTS, Footer, MailFrame, Row, SMALL, SOFT } from './mail-frame.js';
import { type RenderedMail } from './mail-input.js';
import { type Labelled } from './mail-model.js';
import { type MailTexts, mailTextsFor } from './mail-texts.js';
import { type Piece } from './placeholders.js';

/** A mail that opens an account. Names are whatever people typed. */
export interface AccountMailInput {
  purpose: 'invitation' | 'password-reset' | 'sign-in';
  person: { name: string; locale: Locale };
  /** Null when nobody in particular has. */
  invitedBy: string | null;
  /** Absolute; whoever has it can use it, once. */
  link: string;
  /** The application's own address. */
  site: string;
  createdAt: Date;
  expiresAt: Date;
}

interface AccountMailModel {
  locale: Locale;
  subject: string;
  preheader: string;
  about: string;
  heading: string;
  paragraphs: Piece[][];
  action: Labelled;
  notes: string[];
  reason: string;
}

/** An invitation, or a link that was asked for, in the person's language. Pure: the same input gives the same octets. */
export function renderAccountMail(input: AccountMailInput): RenderedMail {
  const model = modelOf(input);
  return {
    subject: model.subject,
    text: textOf(model),
    html: `<!doctype html>${render(<AccountMail model={model} />)}`,
  };
}

function modelOf(input: AccountMailInput): AccountMailModel {
  const { person, link, site } = input;
  const t = mailTextsFor(person.locale);
  const words = wordsOf(t, input);
  const validity = validityOf(t, input);
  return {
    locale: person.locale,
    subject: words.subject,
    preheader: validity,
    about: '',
    heading: words.heading,
    paragraphs: [[{ text: t('greeting', { name: inert(person.name) }) }], [{ text: words.intro }]],
    action: { label: words.action, value: link, line: t('fact.line', { label: words.action, value: link }) },
    notes: [validity, words.unasked],
    reason: t('account.reason', { site: new URL(site).host }),
  };
}

function wordsOf(t: MailTexts, { purpose, invitedBy }: AccountMailInput) {
  switch (purpose) {
    case 'invitation':
      return {
        subject: t('account.subject.invitation'),
        heading: t('account.heading.invitation'),
        intro:
          invitedBy === null
            ? t('account.intro.invitation')
            : t('account.intro.invitationBy', { inviter: inert(invitedBy) }),
        action: t('account.action.invitation'),
        unasked: t('account.unasked.invitation'),
      };
    case 'password-reset':
      return {
        subject: t('account.subject.reset'),
        heading: t('account.heading.reset'),
        intro: t('account.intro.reset'),
        action: t('account.action.reset'),
        unasked: t('account.unasked.reset'),
      };
    case 'sign-in':
      return {
        subject: t('account.subject.signIn'),
        heading: t('account.heading.signIn'),
        intro: t('account.intro.signIn'),
        action: t('account.action.signIn'),
        unasked: t('account.unasked.signIn'),
      };
  }
}

/** For how long, and until when: a mail may arrive late, and nobody's zone is known here. */
function validityOf(t: MailTexts, { person, createdAt, expiresAt }: AccountMailInput): string {
  const minutes = Math.round((expiresAt.getTime() - createdAt.getTime()) / 60_000);
  const { time, date } = formatMoment(person.locale, 'UTC', expiresAt);
  const life =
    minutes < 24 * 60
      ? t('account.life.minutes', { count: minutes })
      : t('account.life.days', { count: Math.round(minutes / (24 * 60)) });
  return t('account.validity', { life, time, date });
}

function textOf({ heading, paragraphs, action, notes, reason }: AccountMailModel): string {
  const written = paragraphs.map((pieces) =>
    pieces.map((piece) => ('text' in piece ? piece.text : piece.link)).join(''),
  );
  return `${['Symposia', heading, ...written, action.line, ...notes, reason].join('\n\n')}\n`;
}

function AccountMail({ model }: { model: AccountMailModel }) {
  const { sans } = FONTS[model.locale];
  return (
    <MailFrame mail={model}>
      <Row style="padding:20px 40px 8px;">
        <Button label={model.action.label} url={model.action.value} sans={sans} />
      </Row>
      <Row class="m-soft" style={`padding:12px 40px 28px;${sans}${SMALL}${SOFT}`}>
        {model.notes.map((note) => (
          <p style="margin:0 0 8px;">{note}</p>
        ))}
      </Row>
      <Footer reason={model.reason} links={[]} sans={sans} />
    </MailFrame>
  );
}
