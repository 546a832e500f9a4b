import { type Sheet } from '../../../platform/pdf/marks.js';
import { qrRows } from '../../../platform/qr.js';

/** Millimetres in a point. */
const POINT = 25.4 / 72;
const ANCHOR = { start: 'start', middle: 'middle', end: 'end' } as const;

/** A page as it will be printed, as a picture. The reader's own fonts are stretched to the width of the printed ones. */
export function SheetPreview({ sheet, label }: { sheet: Sheet; label: string }) {
  const { width, height, marks } = sheet;
  return (
    <svg class="sheet" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {marks.map((mark, index) => {
        if (mark.kind === 'box') {
          return (
            <rect
              key={index}
              {...{ x: mark.x, y: mark.y, width: mark.width, height: mark.height, fill: mark.colour }}
            />
          );
        }
        if (mark.kind === 'line') {
          const [[x1, y1], [x2, y2]] = [mark.from, mark.to];
          return <line key={index} {...{ x1, y1, x2, y2 }} stroke={mark.colour} stroke-width={mark.thickness} />;
        }
        if (mark.kind === 'code') return <path key={index} d={codePath(mark)} fill="#000" />;
        return (
          <text
            key={index}
            x={mark.x}
            y={mark.y}
            font-size={mark.size * POINT}
            font-weight={mark.weight === 'bold' ? 700 : 400}
            text-anchor={ANCHOR[mark.align]}
            fill={mark.colour}
            textLength={mark.width}
            lengthAdjust="spacingAndGlyphs"
          >
            {mark.text}
          </text>
        );
      })}
    </svg>
  );
}

function codePath({ x, y, side, text }: { x: number; y: number; side: number; text: string }): string {
  const rows = qrRows(text);
  const unit = side / rows.length;
  const at = (value: number) => Number(value.toFixed(2));
  return rows
    .flatMap((spans, row) =>
      spans.map(
        ([from, to]) =>
          `M${at(x + from * unit)} ${at(y + row * unit)}h${at((to - from) * unit)}v${at(unit)}H${at(x + from * unit)}z`,
      ),
    )
    .join('');
}
