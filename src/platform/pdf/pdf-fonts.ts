import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Injectable } from '@nestjs/common';
import PDFDocument from 'pdfkit';
import { type Locale } from '../../kernel/locale.js';
import { type Coverage } from './runs.js';

export type Weight = 'regular' | 'bold';
type Script = 'latin' | 'simplified' | 'traditional';

const FILES: Record<Weight, Record<Script, string>> = {
  regular: {
    latin: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
    simplified: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
    traditional: '@expo-google-fonts/noto-sans-tc/400Regular/NotoSansTC_400Regular.ttf',
  },
  bold: {
    latin: '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
    simplified: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
    traditional: '@expo-google-fonts/noto-sans-tc/700Bold/NotoSansTC_700Bold.ttf',
  },
};

/** The same character is written differently in Beijing and Taipei; each face has characters that the other lacks. */
const ORDER: Record<Locale, Script[]> = {
  en: ['latin', 'simplified', 'traditional'],
  'zh-Hans': ['latin', 'simplified', 'traditional'],
  'zh-Hant': ['latin', 'traditional', 'simplified'],
};

/** A font that pdfkit has opened; it takes one instead of a file. */
interface OpenedFont {
  hasGlyphForCodePoint(codePoint: number): boolean;
}

/** One font: what it can draw, and what pdfkit draws it with. */
export interface Face extends Coverage {
  /** Under which documents know it. */
  name: string;
  font: OpenedFont;
}

const require = createRequire(import.meta.url);

/** The faces that documents are set in, each opened when it is first needed and then kept: together some 40 MB. */
@Injectable()
export class PdfFonts {
  private readonly faces = new Map<string, Face>();

  /** In the order in which they are asked for a character of a text in this language. */
  facesOf(weight: Weight, locale: Locale): Face[] {
    return ORDER[locale].map((script) => this.face(weight, script));
  }

  private face(weight: Weight, script: Script): Face {
    const name = `${script}-${weight}`;
    const known = this.faces.get(name);
    if (known) return known;
    let font: OpenedFont | undefined;
    const opened = (): OpenedFont => (font ??= openFont(FILES[weight][script]));
    const face: Face = {
      name,
      has: (codePoint) => opened().hasGlyphForCodePoint(codePoint),
      get font() {
        return opened();
      },
    };
    this.faces.set(name, face);
    return face;
  }
}

function openFont(file: string): OpenedFont {
  const probe = new PDFDocument({ autoFirstPage: false, font: '' });
  probe.font(readFileSync(require.resolve(file)));
  // pdfkit opens fonts and does not say what they have; the open font itself does, and pdfkit accepts it in the place of a file.
  return (probe as unknown as { _font: { font: OpenedFont } })._font.font;
}
