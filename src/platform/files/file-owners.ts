import { Injectable } from '@nestjs/common';

/** Says which of these ids are files of its own. */
type Owner = (ids: readonly string[]) => Promise<readonly string[]>;

/**
 * Whoever keeps files in the store says so here when its module starts: the sweep of the store removes what nobody owns, and must
 * not take the files of one part for strays of another.
 */
@Injectable()
export class FileOwners {
  private readonly owners: Owner[] = [];

  register(owner: Owner): void {
    this.owners.push(owner);
  }

  /** Those of the ids that anybody owns. */
  async owned(ids: readonly string[]): Promise<Set<string>> {
    const owned = new Set<string>();
    for (const owner of this.owners) for (const id of await owner(ids)) owned.add(id);
    return owned;
  }
}
