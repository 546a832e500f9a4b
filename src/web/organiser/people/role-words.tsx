import { type Role } from '../../../kernel/actor.js';
import { textIn } from '../../../kernel/locale.js';
import { editionName, EditionName } from '../../layout/edition.js';
import { Localised } from '../../layout/localised.js';
import { useView, type View } from '../../layout/view-context.js';
import { type TextKey } from '../../texts.js';
import { type PlaceName } from './people-places.js';

/** What a role is called, and in one plain line what it allows. */
export const ROLE_WORDS: Record<Role, { name: TextKey; text: TextKey }> = {
  administrator: { name: 'people.role.administrator', text: 'people.role.administratorText' },
  organiser: { name: 'people.role.organiser', text: 'people.role.organiserText' },
  programme: { name: 'people.role.programme', text: 'people.role.programmeText' },
  check_in: { name: 'people.role.checkIn', text: 'people.role.checkInText' },
  viewer: { name: 'people.role.viewer', text: 'people.role.viewerText' },
};

/** Where a role holds. */
export function Place({ place }: { place: PlaceName }) {
  const { t } = useView();
  switch (place.kind) {
    case 'platform':
      return <>{t('people.platform')}</>;
    case 'series':
      return <Localised text={place.name} />;
    case 'edition':
      return <EditionName edition={{ ...place, when: { year: place.year } }} />;
    case 'gone':
      return <>{t('people.gone')}</>;
  }
}

/** The same as text, for options of a list. */
export function placeText(place: PlaceName, { t, locale }: Pick<View, 't' | 'locale'>): string {
  switch (place.kind) {
    case 'platform':
      return t('people.platform');
    case 'series':
      return textIn(place.name, locale);
    case 'edition':
      return editionName({ ...place, when: { year: place.year } }, locale, t);
    case 'gone':
      return t('people.gone');
  }
}
