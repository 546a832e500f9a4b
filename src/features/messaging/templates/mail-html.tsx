import { type ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { type Locale } from '../../../kernel/locale.js';
import { type Clock } from './mail-clocks.js';
import { type MailModel } from './mail-model.js';
import { type Piece } from './placeholders.js';

/*
 * Mail programs know tables and inline styles, little else. The one style sheet is for those that know it: it draws the dark
 * scheme and makes room on phones. Nothing is loaded, so nothing tells that a mail was opened.
 */

const FONTS: Record<Locale, { sans: string; display: string }> = {
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

const INK = 'color:#15211e;';
const SOFT = 'color:#4a5955;';
const ACCENT = 'color:#233f9c;';
const RULE = 'border-top:1px solid #d3dcd8;';
/** Chinese may break between any two characters; here it must not part 周 from 三. */
const KEEP = 'word-break:keep-all;';
const BODY = 'font-size:17px;line-height:26px;';
const SMALL = 'font-size:15px;line-height:23px;';

/** The HTML part: a whole document in the reader's language. All text is escaped by the renderer. */
export function mailHtml(model: MailModel): string {
  return `<!doctype html>${render(<Mail model={model} />)}`;
}

function Mail({ model }: { model: MailModel }) {
  const { join, locale } = model;
  const { sans, display } = FONTS[locale];
  return (
    <html lang={locale} dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{model.subject}</title>
        {/* eslint-disable-next-line no-restricted-syntax -- a constant; as text its quotes and signs would be escaped, which is no CSS */}
        <style dangerouslySetInnerHTML={{ __html: STYLE_SHEET }} />
      </head>
      <body class="m-ground" style="margin:0;padding:0;background:#f5f8f6;">
        <div role="main" class="m-ground" lang={locale} style="background:#f5f8f6;">
          <div style="display:none;max-height:0;overflow:hidden;">{model.preheader}</div>
          <Table width="100%">
            <tr>
              <td align="center" style="padding:24px 0 40px;">
                <Table width="600" class="m-card" style="width:100%;max-width:600px;background:#ffffff;">
                  <Row
                    class="m-line m-soft"
                    style={`padding:20px 40px;border-bottom:1px solid #d3dcd8;${sans}font-size:15px;line-height:22px;${SOFT}`}
                  >
                    Symposia{'\u00a0 '}
                    <span class="m-accent" style={ACCENT}>
                      ({'\u2009'})
                    </span>
                    {'\u00a0 '}
                    {model.eventName}
                  </Row>
                  <Row style="padding:32px 40px 8px;">
                    <h1 class="m-ink" style={`margin:0;${display}font-size:32px;line-height:40px;${INK}`}>
                      {model.heading}
                    </h1>
                  </Row>
                  <Row style="padding:12px 40px 8px;">
                    {model.paragraphs.map((pieces) => (
                      <p class="m-ink" style={`margin:8px 0;${sans}${BODY}${INK}`}>
                        <Pieces pieces={pieces} />
                      </p>
                    ))}
                  </Row>
                  <Row style={`padding:12px 40px ${join ? 8 : 28}px;`}>
                    <Clocks model={model} sans={sans} />
                  </Row>
                  {join && (
                    <>
                      <Row style="padding:20px 40px 8px;">
                        <Button label={join.label} url={join.value} sans={sans} />
                      </Row>
                      <Row class="m-soft" style={`padding:12px 40px 20px;${sans}${SMALL}${SOFT}`}>
                        {join.notes.join(locale === 'en' ? ' ' : '')}
                      </Row>
                    </>
                  )}
                  <Details model={model} sans={sans} />
                  <Footer model={model} sans={sans} />
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
function Table({
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

function Row({ class: more = '', style, children }: { class?: string; style: string; children: ComponentChildren }) {
  return (
    <tr>
      <td class={`m-pad ${more}`.trim()} style={style}>
        {children}
      </td>
    </tr>
  );
}

/** Text with its line breaks, and links that show where they lead. */
function Pieces({ pieces }: { pieces: Piece[] }) {
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

/** Two places, one moment: the hours apart stand between two arcs, the strip between two meridians. */
function Clocks({ model, sans }: { model: MailModel; sans: string }) {
  const [first, second] = model.clocks;
  if (!second) {
    return (
      <div style={sans}>
        <ClockFace clock={first} />
      </div>
    );
  }
  return (
    <Table width="100%" style="table-layout:fixed;">
      <tr>
        <td width="50%" align="right" valign="middle" style={`padding:12px 8px 12px 0;${sans}`}>
          <ClockFace clock={first} />
        </td>
        <td width="64" align="center" valign="middle" style="width:64px;padding:0;">
          <Table width="56" style="border-collapse:separate;">
            <tr>
              <td
                class="m-arc m-soft"
                width="56"
                height="132"
                align="center"
                valign="middle"
                style={`width:56px;height:132px;border-left:3px solid #233f9c;border-right:3px solid #6c7b76;border-radius:50%;${sans}font-size:13px;line-height:18px;${SOFT}`}
              >
                <b class="m-ink" style={`font-size:16px;${KEEP}${INK}`}>
                  {model.apartText}
                </b>
                <br />
                {model.apartWord}
              </td>
            </tr>
          </Table>
        </td>
        <td width="50%" align="left" valign="middle" style={`padding:12px 0 12px 8px;${sans}`}>
          <ClockFace clock={second} />
        </td>
      </tr>
    </Table>
  );
}

function ClockFace({ clock }: { clock: Clock }) {
  const { city, start, until, untilDate, isShifted, note } = clock;
  const line = 'font-size:15px;line-height:20px;';
  return (
    <>
      <div class="m-ink" style={`${line}font-weight:600;${INK}`}>
        {city}
      </div>
      <div class="m-ink m-time" style={`font-size:44px;line-height:52px;font-weight:300;letter-spacing:-1px;${INK}`}>
        <time dateTime={start.iso}>{start.time}</time>
      </div>
      <div class="m-ink" style={`${line}${KEEP}${INK}`}>
        {start.date}
      </div>
      <div class="m-soft" style={`font-size:13px;line-height:20px;${SOFT}`}>
        {until ?? untilDate}
      </div>
      <div
        class={isShifted ? 'm-accent' : 'm-soft'}
        style={`font-size:13px;line-height:20px;${isShifted ? `font-weight:600;${ACCENT}` : SOFT}`}
      >
        {note}
      </div>
    </>
  );
}

function Button({ label, url, sans }: { label: string; url: string; sans: string }) {
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

function Details({ model, sans }: { model: MailModel; sans: string }) {
  const { facts, notes } = model;
  if (facts.length + notes.length === 0) return null;
  return (
    <Row class="m-line" style={`padding:24px 40px;${RULE}`}>
      {facts.length > 0 && (
        <p class="m-ink" style={`margin:0;${sans}${BODY}${INK}`}>
          {facts.map((fact, index) => (
            <>
              {index > 0 && <br />}
              {fact.line}
            </>
          ))}
        </p>
      )}
      {notes.map((note) => (
        <p class="m-soft" style={`margin:12px 0 0;${sans}${SMALL}${SOFT}`}>
          {note}
        </p>
      ))}
    </Row>
  );
}

function Footer({ model, sans }: { model: MailModel; sans: string }) {
  return (
    <Row class="m-line m-soft" style={`padding:20px 40px 28px;${RULE}${sans}font-size:13px;line-height:22px;${SOFT}`}>
      {model.reason}
      <br />
      {model.links.map(({ label, value }) => (
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
