import encodeQR from 'qr';

/** Modules of white around the code, as scanners need it (ISO/IEC 18004, 9.1). */
const QUIET = 4;

/** A QR code as inline SVG: dark on light in every colour scheme, since scanners read no other. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const path = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg class="qr" viewBox={`0 0 ${rows.length} ${rows.length}`} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  );
}
