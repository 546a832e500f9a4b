import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CreateAccountInput, PeopleService, UpdateAccountInput } from '../../features/accounts/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { pageRequest, slug } from '../../platform/input/fields.js';
import { Answers, pageView, Versioned } from '../answers.js';
import { AccountView, accountView } from './accounts.views.js';
import { RolePlaces } from './role-places.js';

const AccountsQuery = pageRequest.extend({
  q: z.string().trim().min(1).max(200).optional(),
  series: slug.optional(),
  edition: slug.optional(),
});

@ApiTags('accounts')
@Controller('api/v1/accounts')
export class AccountsController {
  constructor(
    private readonly people: PeopleService,
    private readonly places: RolePlaces,
  ) {}

  /** Who can sign in: everybody for administrators, otherwise people with a role where you grant roles. */
  @Get()
  @Answers(200, pageView(AccountView), 'One page of accounts.')
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: AccountsQuery }) { q, series, edition, ...page }: z.output<typeof AccountsQuery>,
  ) {
    const isPlace = series !== undefined || edition !== undefined;
    const scope = isPlace ? await this.places.scopeOf(actor, { series, edition }) : undefined;
    const { items, next } = await this.people.list(actor, { scope, q }, page);
    const names = await this.places.names(items.flatMap(({ roles }) => roles));
    return { items: items.map((person) => accountView(person, names)), next };
  }

  /** Adds somebody. Without a password, an invitation is mailed. Somebody who has the address already only gets the role. */
  @Post()
  @Answers(201, AccountView, 'The account.')
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateAccountInput }) { role, ...person }: CreateAccountInput,
  ) {
    const grant = role && (await this.places.grantOf(actor, role));
    const { id } = await this.people.create(actor, { ...person, ...(grant && { role: grant }) });
    return this.one(actor, id);
  }

  /** One account. */
  @Get(':id')
  @Answers(200, AccountView, 'The account.')
  async one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    const person = await this.people.byId(actor, id);
    return new Versioned(accountView(person, await this.places.names(person.roles)), person.version);
  }

  /** Changes what is given. Disabling ends every session at once. */
  @Patch(':id')
  @Answers(200, AccountView, 'The changed account.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body({ schema: UpdateAccountInput }) input: UpdateAccountInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.people.update(actor, id, input, version);
    return this.one(actor, id);
  }

  /** Removes an account with its sessions, tokens and roles. */
  @Delete(':id')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async remove(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @IfMatch() version: number | undefined) {
    await this.people.remove(actor, id, version);
  }

  /** Mails the invitation again; the earlier one opens nothing any more. */
  @Post(':id/invitation')
  @HttpCode(204)
  @Answers(204, null, 'To be mailed.')
  async resendInvitation(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    await this.people.resendInvitation(actor, id);
  }
}
