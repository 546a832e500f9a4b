import { type Actor } from '../../../kernel/actor.js';

/**
 * One of two records of the same institution is about to go. Whoever names it must name the other one from now on, before
 * this transaction ends; a row that still points to it stops the merge.
 */
export class InstitutionMerged {
  readonly actor: Actor;
  /** The record that goes. */
  readonly fromId: string;
  readonly fromSlug: string;
  /** The record that stays. */
  readonly intoId: string;
  readonly intoSlug: string;

  constructor(merge: { actor: Actor; fromId: string; fromSlug: string; intoId: string; intoSlug: string }) {
    this.actor = merge.actor;
    this.fromId = merge.fromId;
    this.fromSlug = merge.fromSlug;
    this.intoId = merge.intoId;
    this.intoSlug = merge.intoSlug;
  }
}

/** Its names or its place have changed, or those of an institution that it took in. */
export class InstitutionChanged {
  constructor(readonly institutionId: string) {}
}
