import { type Readable } from 'node:stream';
import PDFDocument from 'pdfkit';
import { type Locale } from '../../kernel/locale.js';
import { qrRows } from '../qr.js';
import { type CodeMark, type Mark, type Sheet, type TextMark } from './marks.js';
import { type Face, type PdfFonts, type Weight } from './pdf-fonts.js';
import { runsOf } from './runs.js';

/** Points of PostScript in a millimetre. */
const POINTS = 72 / 25.4;
/** So many widths are remembered: whoever looks for the right size asks for the same ones again and again. */
const MEASURED = 5_000;

export interface PdfAbout {
  title: string;
  language: Locale;
  /** Written into the file: the same sheets and the same instant give the same bytes. */
  createdAt: Date;
}

/** A PDF in the making. Draws sheets; sets text in whatever scripts it has, from the faces of `PdfFonts`. */
export class PdfFile {
  private readonly document: PDFKit.PDFDocument;
  private readonly faces: Record<Weight, Face[]>;
  private readonly registered = new Set<string>();
  private readonly widths: Record<Weight, Map<string, number>> = { regular: new Map(), bold: new Map() };

  constructor(fonts: PdfFonts, { title, language, createdAt }: PdfAbout) {
    this.faces = { regular: fonts.facesOf('regular', language), bold: fonts.facesOf('bold', language) };
    this.document = new PDFDocument({
      autoFirstPage: false,
      pdfVersion: '1.7',
      lang: language,
      displayTitle: true,
      info: { Title: title, Creator: 'Symposia', Producer: 'Symposia', CreationDate: createdAt, ModDate: createdAt },
    });
  }

  /** The bytes; what has been drawn may be read before the end. */
  get content(): Readable {
    return this.document;
  }

  add({ width, height, marks }: Sheet): void {
    this.document.addPage({ size: [width * POINTS, height * POINTS], margin: 0 });
    for (const mark of marks) this.draw(mark);
  }

  end(): void {
    this.document.end();
  }

  /** How wide a text is at the size of one point, in millimetres. */
  readonly measure =
    (weight: Weight) =>
    (text: string): number => {
      const widths = this.widths[weight];
      const known = widths.get(text);
      if (known !== undefined) return known;
      const width = this.runs(text, weight).reduce((sum, run) => sum + this.widthOf(run.face, run.text, 1), 0) / POINTS;
      if (widths.size >= MEASURED) widths.clear();
      widths.set(text, width);
      return width;
    };

  private draw(mark: Mark): void {
    const { document } = this;
    if (mark.kind === 'text') this.drawText(mark);
    else if (mark.kind === 'code') this.drawCode(mark);
    else if (mark.kind === 'box') {
      document.rect(mark.x * POINTS, mark.y * POINTS, mark.width * POINTS, mark.height * POINTS).fill(mark.colour);
    } else {
      const at = ([x, y]: readonly [number, number]): [number, number] => [x * POINTS, y * POINTS];
      document
        .moveTo(...at(mark.from))
        .lineTo(...at(mark.to))
        .lineWidth(mark.thickness * POINTS)
        .stroke(mark.colour);
    }
  }

  private drawText({ x, y, text, size, weight, align, colour }: TextMark): void {
    const runs = this.runs(text, weight).map((run) => ({ ...run, width: this.widthOf(run.face, run.text, size) }));
    const whole = runs.reduce((sum, { width }) => sum + width, 0);
    let left = x * POINTS - (align === 'start' ? 0 : align === 'middle' ? whole / 2 : whole);
    for (const { face, text: run, width } of runs) {
      this.choose(face)
        .fontSize(size)
        .fillColor(colour)
        // Faces differ in how far they reach above the line, so they meet on the base line.
        .text(run, left, y * POINTS, { lineBreak: false, baseline: 'alphabetic' });
      left += width;
    }
  }

  private drawCode({ x, y, side, text }: CodeMark): void {
    const rows = qrRows(text);
    const unit = (side * POINTS) / rows.length;
    for (const [row, spans] of rows.entries()) {
      for (const [from, to] of spans) {
        this.document.rect(x * POINTS + from * unit, y * POINTS + row * unit, (to - from) * unit, unit);
      }
    }
    this.document.fill('#000000');
  }

  private runs(text: string, weight: Weight): { face: Face; text: string }[] {
    const faces = this.faces[weight];
    return runsOf(text, faces).map((run) => ({ face: faces[run.face]!, text: run.text }));
  }

  private widthOf(face: Face, text: string, size: number): number {
    return this.choose(face).fontSize(size).widthOfString(text);
  }

  private choose(face: Face): PDFKit.PDFDocument {
    if (!this.registered.has(face.name)) {
      this.document.registerFont(face.name, face.font as never);
      this.registered.add(face.name);
    }
    return this.document.font(face.name);
  }
}
