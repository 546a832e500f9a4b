import { At } from './time-pair.js';
import { useView } from './view-context.js';
import { type CategoryView } from './view-models.js';

const FEW = 10;

/** Words for how many places are left, and why there are none, behind other words; nothing as long as there are many. */
export function Places({ category, zone, after }: { category: CategoryView; zone: string; after?: string }) {
  const { t, readerZone, readerZoneKnown, now } = useView();
  const { placesLeft, opensAt } = category;
  const words = (() => {
    if (opensAt && opensAt > now) {
      return (
        <>
          {t('register.opens')} <At instant={opensAt} zone={readerZoneKnown ? readerZone : zone} />
        </>
      );
    }
    if (placesLeft === 0) return t('register.full');
    if (!category.open) return t('register.closed');
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
