import { Module } from '@nestjs/common';
import { FeaturesModule } from '../features.module.js';
import { ErrorPages } from '../platform/http/error.filter.js';
import { AccountController } from './account/account.controller.js';
import { AssetsController } from './assets.controller.js';
import { AssetFiles } from './assets.js';
import { FormKeys } from './attendee/form-keys.js';
import { HolderPages } from './attendee/holder-pages.js';
import { HolderController } from './attendee/holder.controller.js';
import { JoinController } from './attendee/join.controller.js';
import { LivePages } from './attendee/live-pages.js';
import { RegisterController } from './attendee/register.controller.js';
import { RegisterPages } from './attendee/register-pages.js';
import { MailboxController } from './mailbox/mailbox.controller.js';
import { EditionMaker } from './organiser/edition-maker.js';
import { EditionParts } from './organiser/edition-parts.js';
import { ListPages } from './organiser/list-pages.js';
import { ListsController } from './organiser/lists.controller.js';
import { OrganiseController } from './organiser/organise.controller.js';
import { OverviewPages } from './organiser/overview-pages.js';
import { PageErrors } from './page-errors.js';
import { Pages } from './pages.js';
import { PublicController } from './public/public.controller.js';

/** The server-rendered pages. */
@Module({
  imports: [FeaturesModule],
  controllers: [
    AccountController,
    AssetsController,
    HolderController,
    JoinController,
    ListsController,
    MailboxController,
    OrganiseController,
    PublicController,
    RegisterController,
  ],
  providers: [
    AssetFiles,
    EditionMaker,
    EditionParts,
    FormKeys,
    HolderPages,
    ListPages,
    LivePages,
    OverviewPages,
    Pages,
    RegisterPages,
    { provide: ErrorPages, useClass: PageErrors },
  ],
  exports: [ErrorPages],
})
export class WebModule {}
