import { type LocalisedText, pick } from '../../kernel/locale.js';
import { useView } from './view-context.js';

/** A text in the reader's language; where it only exists in another one, marked as such for fonts and screen readers. */
export function Localised({ text }: { text: LocalisedText | null | undefined }) {
  const { locale } = useView();
  const found = pick(text, locale);
  return found.locale === locale ? <>{found.text}</> : <span lang={found.locale}>{found.text}</span>;
}

const HAN = /\p{Script=Han}/u;

/** A name as somebody typed it, e.g. of a city or a person, whose language is only known by its script. */
export function Name({ children }: { children: string }) {
  const { locale } = useView();
  const isHan = HAN.test(children);
  if (isHan && locale === 'en') return <span lang="zh">{children}</span>;
  if (!isHan && locale !== 'en' && /\p{Script=Latin}/u.test(children)) return <span lang="en">{children}</span>;
  return <>{children}</>;
}
