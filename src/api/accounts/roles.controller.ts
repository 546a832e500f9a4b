import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { ChangeRoleInput, GrantRoleInput, RolesService } from '../../features/accounts/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, pageView, Versioned } from '../answers.js';
import { RoleView, roleView } from './accounts.views.js';
import { RolePlaces } from './role-places.js';

@ApiTags('accounts')
@Controller('api/v1/accounts/:id/roles')
export class RolesController {
  constructor(
    private readonly roles: RolesService,
    private readonly places: RolePlaces,
  ) {}

  /** What somebody may do, as far as you grant roles there. */
  @Get()
  @Answers(200, pageView(RoleView), 'One page of roles.')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query({ schema: pageRequest }) page: z.output<typeof pageRequest>,
  ) {
    const { items, next } = await this.roles.ofAccount(actor, id, page);
    const names = await this.places.names(items);
    return { items: items.map((role) => roleView(role, names)), next };
  }

  /** Gives a role, on a series, an edition or (with neither) the whole platform. */
  @Post()
  @Answers(201, RoleView, 'The new role.')
  async grant(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body({ schema: GrantRoleInput }) input: GrantRoleInput,
  ) {
    return this.one(actor, id, await this.roles.grant(actor, id, await this.places.grantOf(actor, input)));
  }

  /** One role. */
  @Get(':roleId')
  @Answers(200, RoleView, 'The role.')
  async one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Param('roleId', IdPipe) roleId: string) {
    const role = await this.roles.role(actor, id, roleId);
    return new Versioned(roleView(role, await this.places.names([role])), role.version);
  }

  /** Another role in the same place. */
  @Patch(':roleId')
  @Answers(200, RoleView, 'The changed role.')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('roleId', IdPipe) roleId: string,
    @Body({ schema: ChangeRoleInput }) input: ChangeRoleInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.roles.change(actor, id, roleId, input, version);
    return this.one(actor, id, roleId);
  }

  /** Takes the role away. */
  @Delete(':roleId')
  @HttpCode(204)
  @Answers(204, null, 'Taken away.')
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('roleId', IdPipe) roleId: string,
    @IfMatch() version: number | undefined,
  ) {
    await this.roles.revoke(actor, id, roleId, version);
  }
}
