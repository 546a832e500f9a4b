import { type Locale, type LocalisedText } from '../../kernel/locale.js';
import {
  type CategoryView,
  type EditionFormat,
  type EditionRef,
  type EditionRole,
  type PlaceView,
  type RegistrationStand,
} from '../layout/view-models.js';
import { type RemainsView } from './remains.js';

export interface EventPageProps {
  edition: EditionRef & {
    description: LocalisedText | null;
    format: EditionFormat | null;
    languages: Locale[];
    venue: VenueView | null;
    /** How many, where nothing more is recorded of them. */
    satelliteVenues: number | null;
    roles: { place: PlaceView; role: EditionRole }[];
    /** Where, if it is neither the venue nor at the first host. */
    city: string | null;
    cancelledReason: string | null;
  };
  /** Left out where nothing remains. */
  remains?: RemainsView;
  categories: CategoryView[];
  registration: RegistrationStand;
  /** Is there something to watch; when the first stream opens. */
  stream: { opensAt: Date | null } | null;
}

export interface VenueView {
  name: LocalisedText | null;
  address: LocalisedText | null;
  city: string | null;
  country: string | null;
}

export { type EditionRole } from '../layout/view-models.js';

/** Where the event is, for the label of its clock. */
export function cityOfEvent({ edition }: Pick<EventPageProps, 'edition'>): string | null {
  return edition.city ?? edition.venue?.city ?? null;
}
