import { z } from 'zod';
import { defineJob } from '../../platform/queue/job.js';

/** Erase answers whose time is over. */
export const EraseAnswers = defineJob({
  name: 'erase-answers',
  payload: z.object({}),
  everyMs: 86_400_000,
  concurrency: 1,
});

/** Let offers lapse whose deadline has passed: whoever is next has theirs within seconds. */
export const LapseOffers = defineJob({
  name: 'lapse-offers',
  payload: z.object({}),
  everyMs: 10_000,
  concurrency: 1,
});
