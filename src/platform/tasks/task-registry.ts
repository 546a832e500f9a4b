import { Injectable } from '@nestjs/common';
import { type TaskKind } from './task.js';

/** The kinds of long work that there are. Features register theirs when their module starts. */
@Injectable()
export class TaskRegistry {
  private readonly kinds = new Map<string, TaskKind<unknown>>();

  /** @throws Error when the kind has been registered before */
  register<I>(kind: TaskKind<I>): void {
    if (this.kinds.has(kind.kind)) throw new Error(`There are two kinds of task called ${kind.kind}.`);
    this.kinds.set(kind.kind, { ...kind, run: (context, input) => kind.run(context, input as I) });
  }

  /** Undefined for one that this version of the application does not know. */
  find(kind: string): TaskKind<unknown> | undefined {
    return this.kinds.get(kind);
  }
}
