import { useView } from '../../layout/view-context.js';

/** How many places are given away, how many are too many, and how many people wait. */
export function Taken({
  taken,
  capacity,
  overhang,
  waiting = 0,
}: {
  taken: number;
  capacity: number | null;
  overhang: number;
  waiting?: number;
}) {
  const { t } = useView();
  return (
    <span>
      {capacity === null ? t('overview.taken', { count: taken }) : t('overview.takenOf', { taken, capacity })}
      {waiting > 0 && (
        <>
          <br />
          {t('places.waiting', { count: waiting })}
        </>
      )}
      {overhang > 0 && (
        <>
          <br />
          <strong>{t('places.overhang', { count: overhang })}</strong>
        </>
      )}
    </span>
  );
}
