import { type TextKey } from '../texts.js';
import { useView } from './view-context.js';
import { type DeliveryKind, type DeliveryState, type EditionStatus, type RegistrationStatus } from './view-models.js';

/** `look` chooses shape and colour (see the style sheet); the word says it all the same. */
interface Word {
  look?: string;
  text: TextKey;
}

const EDITION: Record<EditionStatus, Word> = {
  draft: { text: 'status.edition.draft' },
  published: { look: 'published', text: 'status.edition.published' },
  postponed: { look: 'postponed', text: 'status.edition.postponed' },
  cancelled: { look: 'cancelled', text: 'status.edition.cancelled' },
  completed: { look: 'confirmed', text: 'status.edition.completed' },
};

const REGISTRATION: Record<RegistrationStatus, Word> = {
  confirmed: { look: 'confirmed', text: 'status.registration.confirmed' },
  offered: { look: 'planned', text: 'status.registration.offered' },
  waitlisted: { look: 'waiting', text: 'status.registration.waitlisted' },
  pending: { look: 'pending', text: 'status.registration.pending' },
  declined: { text: 'status.registration.declined' },
  cancelled: { look: 'cancelled', text: 'status.registration.cancelled' },
};

const DELIVERY: Record<DeliveryState, Word> = {
  planned: { look: 'planned', text: 'status.delivery.planned' },
  sending: { look: 'sending', text: 'status.delivery.sending' },
  sent: { look: 'sent', text: 'status.delivery.sent' },
  failed: { look: 'failed', text: 'status.delivery.failed' },
  bounced: { look: 'bounced', text: 'status.delivery.bounced' },
  suppressed: { text: 'status.delivery.suppressed' },
  cancelled: { text: 'status.delivery.cancelled' },
  skipped: { text: 'status.delivery.skipped' },
  uncertain: { look: 'uncertain', text: 'status.delivery.uncertain' },
};

const DELIVERY_KIND: Record<DeliveryKind, TextKey> = {
  confirmation: 'delivery.kind.confirmation',
  waitlisted: 'delivery.kind.waitlisted',
  promoted: 'delivery.kind.promoted',
  approved: 'delivery.kind.approved',
  declined: 'delivery.kind.declined',
  cancelled: 'delivery.kind.cancelled',
  reminder: 'delivery.kind.reminder',
  change: 'delivery.kind.change',
  announcement: 'delivery.kind.announcement',
  invitation: 'delivery.kind.invitation',
};

function Status({ look, text }: Word) {
  const { t } = useView();
  return (
    <span class="status" data-is={look}>
      {t(text)}
    </span>
  );
}

export const EditionStatusMark = ({ status }: { status: EditionStatus }) => <Status {...EDITION[status]} />;
export const RegistrationStatusMark = ({ status }: { status: RegistrationStatus }) => (
  <Status {...REGISTRATION[status]} />
);
export const DeliveryStateMark = ({ state }: { state: DeliveryState }) => <Status {...DELIVERY[state]} />;

export const editionStatusKey = (status: EditionStatus): TextKey => EDITION[status].text;
export const registrationStatusKey = (status: RegistrationStatus): TextKey => REGISTRATION[status].text;
export const deliveryStateKey = (state: DeliveryState): TextKey => DELIVERY[state].text;
export const deliveryKindKey = (kind: DeliveryKind): TextKey => DELIVERY_KIND[kind];
