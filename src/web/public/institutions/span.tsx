import { useView } from '../../layout/view-context.js';

interface SpanProps {
  since: number | null;
  until: number | null;
}

/** From when to when, as far as it is recorded: `2006–2010`, `since 2006`, `until 2010`; nothing where nothing is. */
export function YearSpan({ since, until }: SpanProps) {
  const { t } = useView();
  if (since !== null && until !== null) return <>{since === until ? since : `${since}–${until}`}</>;
  if (since !== null) return <>{t('institution.sinceYear', { year: since })}</>;
  return until === null ? null : <>{t('institution.untilYear', { year: until })}</>;
}
