import { timeZoneNames } from '../../kernel/time-zone.js';
import { zoneLabel } from '../../platform/i18n/format.js';
import { type TextKey } from '../texts.js';
import { useView } from './view-context.js';

const REGIONS: Record<string, TextKey> = {
  Africa: 'zone.region.africa',
  America: 'zone.region.america',
  Antarctica: 'zone.region.antarctica',
  Asia: 'zone.region.asia',
  Atlantic: 'zone.region.atlantic',
  Australia: 'zone.region.australia',
  Europe: 'zone.region.europe',
  Indian: 'zone.region.indian',
  Pacific: 'zone.region.pacific',
};

interface ZoneSelectProps {
  id: string;
  name: string;
  value: string;
  /** Shown on top: the event's zone, the members' zones. */
  suggested: readonly string[];
  /** Let the browser's own zone be chosen as long as nobody has touched the field. */
  prefill?: boolean;
  'aria-describedby'?: string;
  'aria-invalid'?: 'true';
}

/** Every zone by region, called by its city and with the offset that it has now. */
export function ZoneSelect({ value, suggested, prefill, ...control }: ZoneSelectProps) {
  const { t, locale, now } = useView();
  const options = (zones: readonly string[], chosen: boolean) =>
    zones
      .map((zone) => ({ zone, label: zoneLabel(locale, zone, now) }))
      .sort((a, b) => a.label.localeCompare(b.label, locale))
      .map(({ zone, label }) => (
        <option key={zone} value={zone} selected={chosen && zone === value}>
          {label}
        </option>
      ));
  const names = timeZoneNames();
  const top = [...new Set([value, ...suggested])].filter((zone) => names.includes(zone));
  return (
    <select class="input" {...control} data-prefill-zone={prefill ? '' : undefined} autocomplete="off">
      {!top.includes(value) && <option value="">{t('zone.choose')}</option>}
      <optgroup label={t('zone.suggested')}>{options(top, true)}</optgroup>
      {Object.entries(REGIONS).map(([region, key]) => (
        <optgroup key={region} label={t(key)}>
          {options(
            names.filter((zone) => zone.startsWith(`${region}/`)),
            false,
          )}
        </optgroup>
      ))}
      <optgroup label={t('zone.region.other')}>
        {options(
          names.filter((zone) => !Object.hasOwn(REGIONS, zone.split('/')[0] ?? '')),
          false,
        )}
      </optgroup>
    </select>
  );
}
