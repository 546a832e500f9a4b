import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { type Assets } from './layout/view-context.js';

export interface Asset {
  type: string;
  body: Buffer;
  zipped: Buffer;
}

/** In the order in which they have to come. Other style sheets stand alone, for the pages that ask for them. */
const STYLES = ['tokens.css', 'components.css', 'site.css'];

/** Modules of a dependency that browsers load as they are. Beside our own they need names that say where they come from. */
const VENDOR = { prefix: 'qr-', module: 'qr', files: ['dom.js', 'decode.js', 'index.js'] };

/**
 * Style sheet, scripts and icon, read once. Their addresses carry a hash of all of them, so browsers may keep them for ever
 * and scripts can import each other by relative names.
 */
@Injectable()
export class AssetFiles implements Assets {
  readonly hash: string;
  private readonly files: ReadonlyMap<string, Asset>;

  constructor() {
    const folder = findAssets();
    const sources = new Map<string, Buffer>([
      ['site.css', Buffer.concat(STYLES.map((name) => styles(join(folder, 'css', name))))],
      ['icon.svg', readFileSync(join(folder, 'icon.svg'))],
      ...readdirSync(join(folder, 'css'))
        .filter((name) => name.endsWith('.css') && !STYLES.includes(name))
        .sort()
        .map((name) => [name, styles(join(folder, 'css', name))] as const),
      ...vendorModules(),
      ...readdirSync(join(folder, 'js'))
        .filter((name) => name.endsWith('.js'))
        .sort()
        .map((name) => [name, readFileSync(join(folder, 'js', name))] as const),
    ]);
    const digest = createHash('sha256');
    for (const [name, body] of sources) digest.update(`${name} ${body.length}\n`).update(body);
    this.hash = digest.digest('hex').slice(0, 12);
    this.files = new Map(
      [...sources].map(([name, body]) => [name, { type: typeOf(name), body, zipped: gzipSync(body, { level: 9 }) }]),
    );
  }

  url(name: string): string {
    if (!this.files.has(name)) throw new Error(`There is no asset ${name}.`);
    return `/assets/${this.hash}/${name}`;
  }

  find(name: string): Asset | undefined {
    return this.files.get(name);
  }

  /** For what is not served as it stands. */
  textOf(name: string): string {
    const asset = this.files.get(name);
    if (!asset) throw new Error(`There is no asset ${name}.`);
    return asset.body.toString('utf8');
  }
}

/** The modules under their new names, importing each other by these. */
function vendorModules(): [string, Buffer][] {
  const { prefix, module, files } = VENDOR;
  const folder = dirname(createRequire(import.meta.url).resolve(module));
  return files.map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return [prefix + name, Buffer.from(text.replace(/(from\s*')\.\/(\w+\.js')/g, `$1./${prefix}$2`))];
  });
}

/** A style sheet without what is for its authors only: comments and indentation. */
function styles(file: string): Buffer {
  const text = readFileSync(file, 'utf8');
  return Buffer.from(text.replace(/\/\*[^]*?\*\//g, '').replace(/\n\s+/g, '\n'));
}

function typeOf(name: string): string {
  if (name.endsWith('.css')) return 'text/css; charset=utf-8';
  return name.endsWith('.svg') ? 'image/svg+xml' : 'text/javascript; charset=utf-8';
}

/** Beside `src` or `dist`, however deep this file lies in there. */
function findAssets(from = import.meta.dirname): string {
  const here = join(from, 'assets');
  if (existsSync(join(here, 'css', 'site.css'))) return here;
  if (dirname(from) === from) throw new Error('The folder assets/ is missing.');
  return findAssets(dirname(from));
}
