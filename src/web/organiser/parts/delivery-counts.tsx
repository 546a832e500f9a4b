import { type DeliveryState } from '../../../features/messaging/index.js';
import { DeliveryStateMark } from '../../layout/status.js';
import { useView } from '../../layout/view-context.js';

export type DeliveryCountsByState = Partial<Record<DeliveryState, number>>;

const SHOWN: readonly DeliveryState[] = [
  'sent',
  'planned',
  'sending',
  'failed',
  'bounced',
  'uncertain',
  'skipped',
  'suppressed',
];

export const sumOf = (counts: Partial<Record<string, number>>): number =>
  Object.values(counts).reduce<number>((total, count) => total + (count ?? 0), 0);

/** How many mails are in which state. */
export function DeliveryCounts({ counts }: { counts: DeliveryCountsByState }) {
  const { t } = useView();
  if (sumOf(counts) === 0) return <p class="small muted">{t('overview.nobodyYet')}</p>;
  return (
    <p class="row small">
      {SHOWN.filter((state) => counts[state]).map((state) => (
        <span key={state} class="row counted">
          <span class="num">{counts[state]}</span> <DeliveryStateMark state={state} />
        </span>
      ))}
    </p>
  );
}

/** Where a line of mails stands: ahead (undefined), under way, done or turned off. */
export function lineState(counts: DeliveryCountsByState, enabled: boolean): 'done' | 'now' | 'off' | undefined {
  if (!enabled) return 'off';
  const ahead = (counts.planned ?? 0) + (counts.sending ?? 0);
  if (sumOf(counts) === 0 || sumOf(counts) === ahead) return undefined;
  return ahead > 0 ? 'now' : 'done';
}
