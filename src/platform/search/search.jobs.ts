import { z } from 'zod';
import { defineJob } from '../queue/job.js';

/** Index what is not indexed with the present tokens: after an update of the application, and nothing to do otherwise. */
export const ReindexSearch = defineJob({
  name: 'reindex-search',
  payload: z.object({}),
  everyMs: 60_000,
  concurrency: 1,
});
