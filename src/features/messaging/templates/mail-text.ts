import { type MailModel } from './mail-model.js';
import { type Piece } from './placeholders.js';

/** The text part: complete on its own, with every time and every address. Ends in a line break; lines end in LF. */
export function mailText(model: MailModel): string {
  const { join } = model;
  const blocks = [
    [model.eventName, model.heading],
    ...model.paragraphs.map((pieces) => [pieces.map(plain).join('')]),
    model.clocks.map((clock) => clock.line),
    join ? [join.line, ...join.notes] : [],
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
