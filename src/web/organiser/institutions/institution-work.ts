import { Injectable } from '@nestjs/common';
import { InstitutionsService, MergeService, NamesService } from '../../../features/institutions/index.js';

/** Everything that can be done to an institution. */
@Injectable()
export class InstitutionWork {
  constructor(
    readonly institutions: InstitutionsService,
    readonly names: NamesService,
    readonly merging: MergeService,
  ) {}
}
