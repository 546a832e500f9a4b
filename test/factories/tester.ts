import { type Actor } from '../../src/kernel/actor.js';

/** Whoever builds things for a test: may do everything. */
export const TESTER: Actor = { kind: 'system', name: 'test' };

let count = 0;

/** 1, 2, 3 …: for names that must differ within a test file. */
export const nextNumber = (): number => ++count;
