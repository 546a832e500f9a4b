import { Injectable } from '@nestjs/common';
import { type Tx } from '../database/tx.js';

type EventClass<E> = abstract new (...args: never[]) => E;
type Handler<E> = (tx: Tx, event: E) => Promise<void>;

/**
 * Delivers domain events inside the publisher's transaction. A handler may only write rows through the given `tx`; its
 * failure undoes the publisher's work too, so that "confirmed" and "its mail is planned" cannot come apart.
 */
@Injectable()
export class EventBus {
  private readonly handlers = new Map<unknown, Handler<never>[]>();

  on<E>(event: EventClass<E>, handler: Handler<E>): void {
    this.handlers.set(event, [...(this.handlers.get(event) ?? []), handler]);
  }

  async publish(tx: Tx, event: object): Promise<void> {
    for (const handle of this.handlers.get(event.constructor) ?? []) await handle(tx, event as never);
  }
}
