import { z } from 'zod';
import { defineJob } from '../../platform/queue/job.js';

/** How many deliveries one job carries: few, so that a lost job delays few. */
export const DELIVERIES_A_JOB = 10;

/** In a burst: the sweep finds again what a lost job has carried, within half a minute. */
export const DELIVERIES_A_JOB_AT_MOST = 50;

/** Send these deliveries, one after the other. */
export const DeliverMessages = defineJob({
  name: 'deliver-messages',
  payload: z.object({ ids: z.array(z.uuid()) }),
  concurrency: 8,
});

/** Find what is due and feed it to the queue; find what was left half-sent. */
export const SweepDeliveries = defineJob({
  name: 'sweep-deliveries',
  payload: z.object({}),
  everyMs: 1_000,
  concurrency: 1,
});
