/** What an organiser's text may refer to: `{name}`, `{event}`, `{start}`, `{join}`, `{manage}`. Any other brace is text. */
export const PLACEHOLDERS = ['name', 'event', 'start', 'join', 'manage'] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];

/** A run of text, or an address to be shown as a link. */
export type Piece = { text: string } | { link: string };

/** What each placeholder stands for. */
export type Fillings = Record<Placeholder, Piece>;

const PATTERN = new RegExp(`\\{(${PLACEHOLDERS.join('|')})\\}`, 'g');

/** Paragraphs (parted by blank lines) with their placeholders filled. Line breaks inside a paragraph stay in its texts. */
export function fillParagraphs(template: string, fillings: Fillings): Piece[][] {
  return paragraphsOf(template)
    .map((paragraph) => fill(paragraph, fillings))
    .filter((pieces) => pieces.length > 0);
}

/** Parts a text at its blank lines. */
export function paragraphsOf(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[\t ]*(?:\n[\t ]*)+/)
    .map((paragraph) => paragraph.trim());
}

/** One line with its placeholders filled, but for links, which are left out: subjects are logged and shown on locked screens. */
export function fillLine(template: string, fillings: Fillings): string {
  return fill(template, fillings)
    .map((piece) => ('text' in piece ? piece.text : ''))
    .join('');
}

/** In one pass, so that a placeholder inside a name or a title is not filled again. */
function fill(template: string, fillings: Fillings): Piece[] {
  // Splitting by a pattern with one group gives text and placeholder in turn.
  return template
    .split(PATTERN)
    .map((part, index): Piece => (index % 2 === 1 ? fillings[part as Placeholder] : { text: part }))
    .filter((piece) => 'link' in piece || piece.text !== '');
}
