import { qrPath } from '../../platform/qr.js';

/** A QR code as inline SVG: dark on light in every colour scheme, since scanners read no other. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { side, path } = qrPath(text);
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  );
}
