import { Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { MailsOfPerson } from '../../features/messaging/index.js';
import { ErasureService, HolderDataQueries, type RegistrationDetails } from '../../features/registration/index.js';
import { holderOf } from './holder-actor.js';

/** What is kept of a person: all of it, or none. */
@Injectable()
export class HolderPersonal {
  constructor(
    private readonly data: HolderDataQueries,
    private readonly mails: MailsOfPerson,
    private readonly erasure: ErasureService,
  ) {}

  async all(registration: RegistrationDetails, request: FastifyRequest): Promise<object> {
    const actor = holderOf(registration, request);
    const [data, mails] = await Promise.all([
      this.data.of(actor, registration.id),
      this.mails.of(actor, registration.id),
    ]);
    return { ...data, mails };
  }

  erase(registration: RegistrationDetails, request: FastifyRequest): Promise<void> {
    return this.erasure.erase(holderOf(registration, request), registration.id);
  }
}
