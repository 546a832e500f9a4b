import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { LinkTokens } from '../../platform/security/tokens.js';
import { type AccountLinkPurpose } from '../accounts/index.js';
import { type MailLinks } from './templates/mail-content.js';

const ACCOUNT_PATHS: Record<AccountLinkPurpose, string> = {
  invitation: 'invitation',
  'password-reset': 'reset-password',
  'sign-in': 'sign-in/link',
};

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
      event: this.toEvent(editionKey),
      unsubscribe: address('unsubscribe', 'unsubscribe'),
    };
  }

  /** The public page of an edition. */
  toEvent(editionKey: string): string {
    return `${this.config.publicUrl}/events/${editionKey}`;
  }

  /** Where an invitation is answered: by registering, or by naming the delegates. */
  toInvitation(
    { id, kind, linkVersion }: { id: string; kind: 'person' | 'delegation'; linkVersion: number },
    editionKey: string,
  ): string {
    const token = this.tokens.sign('register', id, linkVersion);
    return kind === 'person'
      ? `${this.toEvent(editionKey)}/register?invitation=${token}`
      : `${this.config.publicUrl}/delegation/${token}`;
  }

  /** Where a link to an account leads. */
  toAccount(purpose: AccountLinkPurpose, token: string): string {
    return `${this.config.publicUrl}/${ACCOUNT_PATHS[purpose]}/${token}`;
  }

  /** The application's own address. */
  get site(): string {
    return this.config.publicUrl;
  }

  organizer(): { name: string; email: string } {
    return { name: this.config.mailFrom.name, email: this.config.mailFrom.address };
  }

  /** The part of every Message-ID behind the @. */
  get mailDomain(): string {
    return new URL(this.config.publicUrl).hostname;
  }
}
