/** Compares what the mail server has with what the application says of its deliveries. */
import { type MailSink } from './mail-sink.js';
import { type VisitedDelivery } from './visitor.js';

/** How often each delivery arrived. */
export function copiesOf(sink: MailSink): Map<string, number> {
  const copies = new Map<string, number>();
  for (const { deliveryId } of sink.messages) copies.set(deliveryId, (copies.get(deliveryId) ?? 0) + 1);
  return copies;
}

/** What must never be, in words; empty when the ledger and the mail server agree. */
export function contradictions(deliveries: VisitedDelivery[], sink: MailSink): string[] {
  const copies = copiesOf(sink);
  const wrong: string[] = [];
  for (const { id, kind, state } of deliveries) {
    const count = copies.get(id) ?? 0;
    if (count > 1) wrong.push(`${kind} ${id} arrived ${count} times (${state})`);
    else if (state === 'sent' && count !== 1) wrong.push(`${kind} ${id} is sent and did not arrive`);
    else if (!['sent', 'uncertain'].includes(state)) wrong.push(`${kind} ${id} is ${state}`);
  }
  return wrong;
}

/** The addresses that have more than one mail of this subject's delivery kind, whatever delivery it came from. */
export function addressesWithTwo(deliveries: VisitedDelivery[], sink: MailSink): string[] {
  const ids = new Set(deliveries.map(({ id }) => id));
  const addresses = sink.messages
    .filter(({ deliveryId }) => ids.has(deliveryId))
    .map(({ envelope }) => envelope.to[0]!);
  return [...new Set(addresses.filter((address, index) => addresses.indexOf(address) !== index))];
}
