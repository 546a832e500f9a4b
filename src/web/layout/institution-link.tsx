import { type LocalisedText } from '../../kernel/locale.js';
import { Localised } from './localised.js';

/** An institution by its name, which leads to its page. */
export function InstitutionLink({ place }: { place: { slug: string; name: LocalisedText } }) {
  return (
    <a href={`/institutions/${place.slug}`}>
      <Localised text={place.name} />
    </a>
  );
}
