import { z } from 'zod';
import { defineJob } from '../../platform/queue/job.js';

/** Forget sessions that are over, and other things with a time to live. */
export const Prune = defineJob({
  name: 'prune',
  payload: z.object({}),
  everyMs: 600_000,
  concurrency: 1,
});
