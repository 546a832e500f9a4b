import { render } from 'preact-render-to-string';
import { type Clock } from './mail-clocks.js';
import {
  ACCENT,
  BODY,
  Button,
  FONTS,
  Footer,
  INK,
  KEEP,
  MailFrame,
  Pieces,
  Row,
  RULE,
  SMALL,
  SOFT,
  Table,
} from './mail-frame.js';
import { type MailModel } from './mail-model.js';

/** The HTML part: a whole document in the reader's language. All text is escaped by the renderer. */
export function mailHtml(model: MailModel): string {
  return `<!doctype html>${render(<Mail model={model} />)}`;
}

function Mail({ model }: { model: MailModel }) {
  const { action, locale } = model;
  const { sans } = FONTS[locale];
  return (
    <MailFrame mail={{ ...model, about: model.eventName }}>
      <Quote model={model} sans={sans} />
      <Row style={`padding:12px 40px ${action ? 8 : 28}px;`}>
        <Clocks model={model} sans={sans} />
      </Row>
      {action && (
        <>
          <Row style="padding:20px 40px 8px;">
            <Button label={action.label} url={action.value} sans={sans} />
          </Row>
          <Row class="m-soft" style={`padding:12px 40px 20px;${sans}${SMALL}${SOFT}`}>
            {action.notes.join(locale === 'en' ? ' ' : '')}
          </Row>
        </>
      )}
      <Details model={model} sans={sans} />
      <Footer {...model} sans={sans} />
    </MailFrame>
  );
}

/** What the organisers say in their own words, set apart from ours. */
function Quote({ model: { quote }, sans }: { model: MailModel; sans: string }) {
  if (!quote) return null;
  return (
    <Row style="padding:8px 40px 12px;">
      <div class="m-line" style="border-left:3px solid #d3dcd8;padding:0 0 0 16px;">
        <p class="m-soft" style={`margin:0 0 8px;${sans}${SMALL}${SOFT}`}>
          {quote.label}
        </p>
        {quote.paragraphs.map((paragraph) => (
          <p class="m-ink" style={`margin:0 0 8px;${sans}${BODY}${INK}`}>
            <Pieces pieces={[{ text: paragraph }]} />
          </p>
        ))}
      </div>
    </Row>
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
