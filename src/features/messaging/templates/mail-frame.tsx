import { type ComponentChildren } from 'preact';
import { type Locale } from '../../../kernel/locale.js';
import { type Labelled } from './mail-model.js';
import { type Piece } from './placeholders.js';

/*
 * Mail programs know tables and inline styles, little else. The one style sheet is for those that know it: it draws the dark
 * scheme and makes room on phones. Nothing is loaded, so nothing tells that a mail was opened.
 */

export const FONTS: Record<Locale, { sans: string; display: string }> = {
  en: {
    sans: "font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif;",
    display: "font-family:'Iowan Old Style','Palatino Linotype',Palatino,Georgia,serif;font-weight:400;",
  },
  'zh-Hans': {
    sans: "font-family:'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei',Helvetica,Arial,sans-serif;",
    display:
      "font-family:'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei',Helvetica,Arial,sans-serif;font-weight:600;",
  },
  'zh-Hant': {
    sans: "font-family:'Segoe UI',Roboto,'PingFang TC','Microsoft JhengHei',Helvetica,Arial,sans-serif;",
    display:
      "font-family:'Segoe UI',Roboto,'PingFang TC','Microsoft JhengHei',Helvetica,Arial,sans-serif;font-weight:600;",
  },
};

const STYLE_SHEET = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .m-ground { background: #0f1817 !important; }
  .m-card { background: #182422 !important; }
  .m-ink { color: #e7ede9 !important; }
  .m-soft { color: #a6b6b0 !important; }
  .m-accent { color: #a6b9fb !important; }
  .m-line { border-color: #2c3b38 !important; }
  .m-arc { border-color: #a6b9fb !important; }
  .m-btn { background: #a6b9fb !important; }
  .m-btn a { color: #0f1840 !important; }
}
@media (max-width: 480px) { .m-pad { padding-left: 20px !important; padding-right: 20px !important; } .m-time { font-size: 34px !important; } }
`;

export const INK = 'color:#15211e;';
export const SOFT = 'color:#4a5955;';
export const ACCENT = 'color:#233f9c;';
export const RULE = 'border-top:1px solid #d3dcd8;';
/** Chinese may break between any two characters; here it must not part 周 from 三. */
export const KEEP = 'word-break:keep-all;';
export const BODY = 'font-size:17px;line-height:26px;';
export const SMALL = 'font-size:15px;line-height:23px;';

/** What every mail shows, whatever it says in between. */
export interface FramedMail {
  locale: Locale;
  subject: string;
  preheader: string;
  /** Beside the name of the application; empty for none. */
  about: string;
  heading: string;
  paragraphs: Piece[][];
}

/** A whole document: masthead, heading and text, then what the mail is for. */
export function MailFrame({ mail, children }: { mail: FramedMail; children: ComponentChildren }) {
  const { locale } = mail;
  const { sans, display } = FONTS[locale];
  return (
    <html lang={locale} dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{mail.subject}</title>
        {/* eslint-disable-next-line no-restricted-syntax -- a constant; as text its quotes and signs would be escaped, which is no CSS */}
        <style dangerouslySetInnerHTML={{ __html: STYLE_SHEET }} />
      </head>
      <body class="m-ground" style="margin:0;padding:0;background:#f5f8f6;">
        <div role="main" class="m-ground" lang={locale} style="background:#f5f8f6;">
          <div style="display:none;max-height:0;overflow:hidden;">{mail.preheader}</div>
          <Table width="100%">
            <tr>
              <td align="center" style="padding:24px 0 40px;">
                <Table width="600" class="m-card" style="width:100%;max-width:600px;background:#ffffff;">
                  <Row
                    class="m-line m-soft"
                    style={`padding:20px 40px;border-bottom:1px solid #d3dcd8;${sans}font-size:15px;line-height:22px;${SOFT}`}
                  >
                    Symposia
                    {mail.about && (
                      <>
                        {'\u00a0 '}
                        <span class="m-accent" style={ACCENT}>
                          ({'\u2009'})
                        </span>
                        {'\u00a0 '}
                        {mail.about}
                      </>
                    )}
                  </Row>
                  <Row style="padding:32px 40px 8px;">
                    <h1 class="m-ink" style={`margin:0;${display}font-size:32px;line-height:40px;${INK}`}>
                      {mail.heading}
                    </h1>
                  </Row>
                  <Row style="padding:12px 40px 8px;">
                    {mail.paragraphs.map((pieces) => (
                      <p class="m-ink" style={`margin:8px 0;${sans}${BODY}${INK}`}>
                        <Pieces pieces={pieces} />
                      </p>
                    ))}
                  </Row>
                  {children}
                </Table>
              </td>
            </tr>
          </Table>
        </div>
      </body>
    </html>
  );
}

/** A table that only lays out. */
export function Table({
  style = '',
  ...props
}: {
  width: string;
  class?: string;
  style?: string;
  children: ComponentChildren;
}) {
  return (
    <table
      role="presentation"
      cellpadding="0"
      cellspacing="0"
      {...props}
      style={`border-collapse:collapse;border:0;${style}`}
    >
      {props.children}
    </table>
  );
}

/** A row of the card. */
export function Row({
  class: more = '',
  style,
  children,
}: {
  class?: string;
  style: string;
  children: ComponentChildren;
}) {
  return (
    <tr>
      <td class={`m-pad ${more}`.trim()} style={style}>
        {children}
      </td>
    </tr>
  );
}

/** Text with its line breaks, and links that show where they lead. */
export function Pieces({ pieces }: { pieces: Piece[] }) {
  return (
    <>
      {pieces.map((piece) =>
        'link' in piece ? (
          <a class="m-accent" href={piece.link} style={`${ACCENT}word-break:break-all;`}>
            {piece.link}
          </a>
        ) : (
          piece.text.split('\n').map((line, index) => (
            <>
              {index > 0 && <br />}
              {line}
            </>
          ))
        ),
      )}
    </>
  );
}

/** What the mail is for: one link, large enough for a thumb. */
export function Button({ label, url, sans }: { label: string; url: string; sans: string }) {
  return (
    <Table width="100%" style="border-collapse:separate;">
      <tr>
        <td class="m-btn" align="center" style="background:#233f9c;border-radius:6px;">
          <a
            href={url}
            style={`display:block;padding:16px 24px;${sans}font-size:17px;line-height:22px;font-weight:600;color:#ffffff;text-decoration:none;`}
          >
            {label}
          </a>
        </td>
      </tr>
    </Table>
  );
}

/** Why the reader gets this, and where else to go. */
export function Footer({ reason, links, sans }: { reason: string; links: Labelled[]; sans: string }) {
  return (
    <Row class="m-line m-soft" style={`padding:20px 40px 28px;${RULE}${sans}font-size:13px;line-height:22px;${SOFT}`}>
      {reason}
      <br />
      {links.map(({ label, value }) => (
        <>
          <a class="m-accent" href={value} style={`display:inline-block;padding:11px 0;${ACCENT}white-space:nowrap;`}>
            {label}
          </a>{' '}
          {'\u00a0 '}
        </>
      ))}
    </Row>
  );
}
