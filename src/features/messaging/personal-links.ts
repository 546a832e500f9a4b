import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { LinkTokens } from '../../platform/security/tokens.js';
import { type MailLinks } from './templates/mail-content.js';

/** The addresses that only this person gets. */
@Injectable()
export class PersonalLinks {
  constructor(
    private readonly config: Config,
    private readonly tokens: LinkTokens,
  ) {}

  of(registration: { id: string; linkVersion: number }, editionKey: string, withStream: boolean): MailLinks {
    const address = (path: string, purpose: 'manage' | 'join' | 'unsubscribe') =>
      `${this.config.publicUrl}/${path}/${this.tokens.sign(purpose, registration.id, registration.linkVersion)}`;
    return {
      manage: address('r', 'manage'),
      join: withStream ? address('join', 'join') : null,
      event: `${this.config.publicUrl}/events/${editionKey}`,
      unsubscribe: address('unsubscribe', 'unsubscribe'),
    };
  }

  organizer(): { name: string; email: string } {
    return { name: this.config.mailFrom.name, email: this.config.mailFrom.address };
  }

  /** The part of every Message-ID behind the @. */
  get mailDomain(): string {
    return new URL(this.config.publicUrl).hostname;
  }
}
