import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Locale } from '../../kernel/locale.js';
import { type Translate } from '../texts.js';

/** Addresses of the style sheet and scripts, which carry a hash of their content. */
export interface Assets {
  url(name: string): string;
}

/** What every page knows about its reader. */
export interface View {
  t: Translate;
  locale: Locale;
  /** IANA name. Only means something when `readerZoneKnown`. */
  readerZone: string;
  readerZoneKnown: boolean;
  /** Path and query of this page, without `lang`. */
  path: string;
  /** Scheme and host under which the world knows us, without a trailing slash. */
  origin: string;
  assets: Assets;
  account: { name: string } | null;
  /** A token for a form of this page, which shows that it was sent from here. */
  formToken: () => string;
  now: Date;
  /** Are mails caught here, to be read at `/mailbox`? */
  mailbox: boolean;
}

export const ViewContext = createContext<View | null>(null);

/** The reader of the page that is being rendered. */
export function useView(): View {
  const view = useContext(ViewContext);
  if (!view) throw new Error('A page is rendered through renderPage().');
  return view;
}
