import { At } from './time-pair.js';
import { useView } from './view-context.js';
import { type CategoryView } from './view-models.js';

const FEW = 10;

/** Words for how many places are left, and why there are none, behind other words; nothing as long as there are many. */
export function Places({
  category,
  zone,
  after,
  invited,
}: {
  category: CategoryView;
  zone: string;
  after?: string;
  /** Somebody who has an invitation to this category. */
  invited?: boolean;
}) {
  const { t, readerZone, readerZoneKnown, now } = useView();
  const { placesLeft, opensAt, admission, waiting } = category;
  const words = (() => {
    if (category.invitationOnly && !invited) return t('register.state.invitation');
    if (opensAt && opensAt > now) {
      return (
        <>
          {t('register.opens')} <At instant={opensAt} zone={readerZoneKnown ? readerZone : zone} />
        </>
      );
    }
    if (admission === 'closed') return t('register.closed');
    if (admission === 'full') return t('register.full');
    if (category.approval) return t('register.state.approval');
    if (admission === 'waiting-list') {
      return waiting > 0 ? t('register.state.waiting', { count: waiting }) : t('register.state.waitingList');
    }
    return placesLeft !== null && placesLeft <= FEW ? t('register.placesLeft', { count: placesLeft }) : null;
  })();
  return (
    <>
      {after}
      {after && words && t('list.comma')}
      {words}
    </>
  );
}
