import { z } from 'zod';
import { defineJob } from '../queue/job.js';

/** Run one task. One at a time in a process: what it holds in memory does not add up. */
export const RunTask = defineJob({ name: 'run-task', payload: z.object({ id: z.uuid() }), concurrency: 1 });

/** Find tasks that nobody has: new ones whose job got lost, and those of processes that are gone. */
export const SweepTasks = defineJob({ name: 'sweep-tasks', payload: z.object({}), everyMs: 2_000, concurrency: 1 });
