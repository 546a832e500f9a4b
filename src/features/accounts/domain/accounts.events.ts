import { type Actor, type Role } from '../../../kernel/actor.js';

export class AccountCreated {
  constructor(
    readonly accountId: string,
    readonly email: string,
    readonly roles: Role[],
  ) {}
}

export class SignedIn {
  constructor(
    readonly accountId: string,
    readonly name: string,
    readonly ip: string | undefined,
  ) {}
}

export class TokenCreated {
  constructor(
    readonly actor: Actor,
    readonly tokenId: string,
    readonly name: string,
    readonly scopes: string[],
  ) {}
}
