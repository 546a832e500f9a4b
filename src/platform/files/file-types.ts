/** A kind of file that may be uploaded. */
export interface FileType {
  mediaType: string;
  /** In the order of preference, without a dot; the first is what a file gets whose name has none of them. */
  extensions: readonly [string, ...string[]];
}

const type = (mediaType: string, ...extensions: FileType['extensions']): FileType => ({ mediaType, extensions });

const OOXML = 'application/vnd.openxmlformats-officedocument.';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument.';

/** Everything that may be uploaded. Nothing here runs in a browser. */
export const FILE_TYPES = {
  pdf: type('application/pdf', 'pdf'),
  docx: type(`${OOXML}wordprocessingml.document`, 'docx'),
  xlsx: type(`${OOXML}spreadsheetml.sheet`, 'xlsx'),
  pptx: type(`${OOXML}presentationml.presentation`, 'pptx'),
  odt: type(`${OPEN_DOCUMENT}text`, 'odt'),
  ods: type(`${OPEN_DOCUMENT}spreadsheet`, 'ods'),
  odp: type(`${OPEN_DOCUMENT}presentation`, 'odp'),
  png: type('image/png', 'png'),
  jpeg: type('image/jpeg', 'jpg', 'jpeg'),
  webp: type('image/webp', 'webp'),
  mp4: type('video/mp4', 'mp4', 'm4v'),
  webm: type('video/webm', 'webm'),
  mp3: type('audio/mpeg', 'mp3'),
  m4a: type('audio/mp4', 'm4a'),
  text: type('text/plain; charset=utf-8', 'txt'),
  csv: type('text/csv; charset=utf-8', 'csv'),
  vtt: type('text/vtt; charset=utf-8', 'vtt'),
  srt: type('application/x-subrip; charset=utf-8', 'srt'),
} as const satisfies Record<string, FileType>;

/** In the words of an error message. */
export const ALLOWED_TYPES =
  'PDF, Word, Excel and PowerPoint (without macros), OpenDocument, PNG, JPEG, WebP, MP4, WebM, MP3, M4A, and plain text, CSV, VTT and SRT in UTF-8';

/** The `accept` of a file field. */
export const ACCEPTED_EXTENSIONS: string = Object.values(FILE_TYPES)
  .flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`))
  .join(',');

/** By the extension that `file-type` gives the kinds that it tells by their first bytes. */
export const BY_SIGNATURE: Readonly<Record<string, FileType>> = {
  pdf: FILE_TYPES.pdf,
  png: FILE_TYPES.png,
  apng: FILE_TYPES.png,
  jpg: FILE_TYPES.jpeg,
  webp: FILE_TYPES.webp,
  mp4: FILE_TYPES.mp4,
  m4v: FILE_TYPES.mp4,
  webm: FILE_TYPES.webm,
  mp3: FILE_TYPES.mp3,
  m4a: FILE_TYPES.m4a,
};
