import { type Actor } from '../../../kernel/actor.js';

/** What can happen to people, their roles and their keys, in the words of the trail. */
export type AccountsAction =
  | 'account.create'
  | 'account.update'
  | 'account.disable'
  | 'account.enable'
  | 'account.delete'
  | 'account.sign-in'
  | 'account.sign-out'
  | 'invitation.send'
  | 'invitation.accept'
  | 'role.grant'
  | 'role.change'
  | 'role.revoke'
  | 'password.change'
  | 'password.reset'
  | 'second-factor.begin'
  | 'second-factor.confirm'
  | 'second-factor.end'
  | 'recovery-codes.renew'
  | 'session.revoke'
  | 'token.create'
  | 'token.revoke'
  | 'attempts.exhausted';

/** Something about people has changed. Told to the trail, which stands above this feature; never carries a secret. */
export class AccountsChanged {
  constructor(
    readonly actor: Actor,
    readonly change: {
      action: AccountsAction;
      object: { kind: 'account' | 'role' | 'session' | 'token' | 'network'; id: string };
      editionId?: string;
      version?: number;
      before?: object;
      after?: object;
    },
  ) {}
}

/** A link that opens an account has been made, and is to be mailed. Without an account nobody has the address: no mail, but the same work. */
export class AccountLinkIssued {
  constructor(
    readonly linkId: string,
    readonly accountId: string | null,
    readonly purpose: AccountLinkPurpose,
  ) {}
}

/** What a mailed link to an account is for. Each signs with a key of its own. */
export type AccountLinkPurpose = 'invitation' | 'password-reset' | 'sign-in';
