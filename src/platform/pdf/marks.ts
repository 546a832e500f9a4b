import { type Weight } from './pdf-fonts.js';

/*
 * What stands on a sheet, as plain values: computed once, then drawn into a PDF or shown as a picture. Positions in millimetres from the
 * top left corner, sizes of type in points.
 */

export interface TextMark {
  kind: 'text';
  x: number;
  /** Of the base line. */
  y: number;
  text: string;
  size: number;
  weight: Weight;
  /** Which point of the text `x` is. */
  align: 'start' | 'middle' | 'end';
  colour: string;
  /** In millimetres, for a picture whose reader has other fonts. */
  width?: number;
}

export interface BoxMark {
  kind: 'box';
  x: number;
  y: number;
  width: number;
  height: number;
  colour: string;
}

export interface LineMark {
  kind: 'line';
  from: readonly [number, number];
  to: readonly [number, number];
  /** In millimetres. */
  thickness: number;
  colour: string;
}

export interface CodeMark {
  kind: 'code';
  x: number;
  y: number;
  /** Of a side, the quiet zone included. */
  side: number;
  /** What the QR code says. */
  text: string;
}

export type Mark = TextMark | BoxMark | LineMark | CodeMark;

/** A page of a document. */
export interface Sheet {
  /** Millimetres. */
  width: number;
  height: number;
  marks: Mark[];
}

/** The same marks elsewhere on a sheet. */
export function moved(marks: readonly Mark[], dx: number, dy: number): Mark[] {
  return marks.map((mark): Mark => {
    if (mark.kind !== 'line') return { ...mark, x: mark.x + dx, y: mark.y + dy };
    const at = ([x, y]: readonly [number, number]): [number, number] => [x + dx, y + dy];
    return { ...mark, from: at(mark.from), to: at(mark.to) };
  });
}
