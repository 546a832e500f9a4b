import { type MailModel } from './mail-model.js';
import { type Piece } from './placeholders.js';

/** The text part: complete on its own, with every time and every address. Ends in a line break; lines end in LF. */
export function mailText(model: MailModel): string {
  const { action, quote } = model;
  const blocks = [
    [model.eventName, model.heading],
    ...model.paragraphs.map((pieces) => [pieces.map(plain).join('')]),
    ...(quote ? [[quote.label], ...quote.paragraphs.map((paragraph) => [paragraph])] : []),
    model.clocks.map((clock) => clock.line),
    action ? [action.line, ...action.notes] : [],
    model.facts.map((fact) => fact.line),
    model.notes,
    [model.reason, ...model.links.map((link) => link.line)],
  ];
  const written = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${written.join('\n\n')}\n`;
}

function plain(piece: Piece): string {
  return 'text' in piece ? piece.text : piece.link;
}
