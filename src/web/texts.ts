import { createTranslator } from '../platform/i18n/translator.js';
import { en as accountEn } from './account/locales/en.js';
import { zhHans as accountZhHans } from './account/locales/zh-Hans.js';
import { zhHant as accountZhHant } from './account/locales/zh-Hant.js';
import { en as siteEn } from './locales/en.js';
import { zhHans as siteZhHans } from './locales/zh-Hans.js';
import { zhHant as siteZhHant } from './locales/zh-Hant.js';
import { en as organiserArchiveEn } from './organiser/archive/locales/en.js';
import { zhHans as organiserArchiveZhHans } from './organiser/archive/locales/zh-Hans.js';
import { zhHant as organiserArchiveZhHant } from './organiser/archive/locales/zh-Hant.js';
import { en as organiserAuditEn } from './organiser/audit/locales/en.js';
import { zhHans as organiserAuditZhHans } from './organiser/audit/locales/zh-Hans.js';
import { zhHant as organiserAuditZhHant } from './organiser/audit/locales/zh-Hant.js';
import { en as organiserDetailsEn } from './organiser/details/locales/en.js';
import { zhHans as organiserDetailsZhHans } from './organiser/details/locales/zh-Hans.js';
import { zhHant as organiserDetailsZhHant } from './organiser/details/locales/zh-Hant.js';
import { en as organiserFormsEn } from './organiser/forms/locales/en.js';
import { zhHans as organiserFormsZhHans } from './organiser/forms/locales/zh-Hans.js';
import { zhHant as organiserFormsZhHant } from './organiser/forms/locales/zh-Hant.js';
import { en as organiserInstitutionsEn } from './organiser/institutions/locales/en.js';
import { zhHans as organiserInstitutionsZhHans } from './organiser/institutions/locales/zh-Hans.js';
import { zhHant as organiserInstitutionsZhHant } from './organiser/institutions/locales/zh-Hant.js';
import { en as organiserPartsEn } from './organiser/parts/locales/en.js';
import { zhHans as organiserPartsZhHans } from './organiser/parts/locales/zh-Hans.js';
import { zhHant as organiserPartsZhHant } from './organiser/parts/locales/zh-Hant.js';
import { en as organiserPeopleEn } from './organiser/people/locales/en.js';
import { zhHans as organiserPeopleZhHans } from './organiser/people/locales/zh-Hans.js';
import { zhHant as organiserPeopleZhHant } from './organiser/people/locales/zh-Hant.js';
import { en as publicInstitutionsEn } from './public/institutions/locales/en.js';
import { zhHans as publicInstitutionsZhHans } from './public/institutions/locales/zh-Hans.js';
import { zhHant as publicInstitutionsZhHant } from './public/institutions/locales/zh-Hant.js';
import { en as publicSearchEn } from './public/search/locales/en.js';
import { zhHans as publicSearchZhHans } from './public/search/locales/zh-Hans.js';
import { zhHant as publicSearchZhHant } from './public/search/locales/zh-Hant.js';
import { en as organiserRegistrationsEn } from './organiser/registrations/locales/en.js';
import { zhHans as organiserRegistrationsZhHans } from './organiser/registrations/locales/zh-Hans.js';
import { zhHant as organiserRegistrationsZhHant } from './organiser/registrations/locales/zh-Hant.js';
import { en as organiserQuestionsEn } from './organiser/questions/locales/en.js';
import { zhHans as organiserQuestionsZhHans } from './organiser/questions/locales/zh-Hans.js';
import { zhHant as organiserQuestionsZhHant } from './organiser/questions/locales/zh-Hant.js';
import { en as organiserInvitationsEn } from './organiser/invitations/locales/en.js';
import { zhHans as organiserInvitationsZhHans } from './organiser/invitations/locales/zh-Hans.js';
import { zhHant as organiserInvitationsZhHant } from './organiser/invitations/locales/zh-Hant.js';
import { en as organiserCheckInEn } from './organiser/check-in/locales/en.js';
import { zhHans as organiserCheckInZhHans } from './organiser/check-in/locales/zh-Hans.js';
import { zhHant as organiserCheckInZhHant } from './organiser/check-in/locales/zh-Hant.js';
import { en as organiserTasksEn } from './organiser/tasks/locales/en.js';
import { zhHans as organiserTasksZhHans } from './organiser/tasks/locales/zh-Hans.js';
import { zhHant as organiserTasksZhHant } from './organiser/tasks/locales/zh-Hant.js';
import { en as organiserPlacesEn } from './organiser/places/locales/en.js';
import { zhHans as organiserPlacesZhHans } from './organiser/places/locales/zh-Hans.js';
import { zhHant as organiserPlacesZhHant } from './organiser/places/locales/zh-Hant.js';
import { en as attendeeEn } from './attendee/locales/en.js';
import { zhHans as attendeeZhHans } from './attendee/locales/zh-Hans.js';
import { zhHant as attendeeZhHant } from './attendee/locales/zh-Hant.js';

/** The texts of the interface: the site's, then those of each part. Keys are written out in full where they are used, so that a test can find unused ones. */
export const translatorFor = createTranslator({
  en: {
    ...siteEn,
    ...accountEn,
    ...organiserPeopleEn,
    ...organiserInstitutionsEn,
    ...organiserFormsEn,
    ...organiserDetailsEn,
    ...organiserAuditEn,
    ...organiserPartsEn,
    ...organiserArchiveEn,
    ...publicSearchEn,
    ...publicInstitutionsEn,
    ...organiserRegistrationsEn,
    ...organiserQuestionsEn,
    ...organiserInvitationsEn,
    ...organiserCheckInEn,
    ...organiserTasksEn,
    ...organiserPlacesEn,
    ...attendeeEn,
  },
  'zh-Hans': {
    ...siteZhHans,
    ...accountZhHans,
    ...organiserPeopleZhHans,
    ...organiserInstitutionsZhHans,
    ...organiserFormsZhHans,
    ...organiserDetailsZhHans,
    ...organiserAuditZhHans,
    ...organiserPartsZhHans,
    ...organiserArchiveZhHans,
    ...publicSearchZhHans,
    ...publicInstitutionsZhHans,
    ...organiserRegistrationsZhHans,
    ...organiserQuestionsZhHans,
    ...organiserInvitationsZhHans,
    ...organiserCheckInZhHans,
    ...organiserTasksZhHans,
    ...organiserPlacesZhHans,
    ...attendeeZhHans,
  },
  'zh-Hant': {
    ...siteZhHant,
    ...accountZhHant,
    ...organiserPeopleZhHant,
    ...organiserInstitutionsZhHant,
    ...organiserFormsZhHant,
    ...organiserDetailsZhHant,
    ...organiserAuditZhHant,
    ...organiserPartsZhHant,
    ...organiserArchiveZhHant,
    ...publicSearchZhHant,
    ...publicInstitutionsZhHant,
    ...organiserRegistrationsZhHant,
    ...organiserQuestionsZhHant,
    ...organiserInvitationsZhHant,
    ...organiserCheckInZhHant,
    ...organiserTasksZhHant,
    ...organiserPlacesZhHant,
    ...attendeeZhHant,
  },
});

export type Translate = ReturnType<typeof translatorFor>;
export type TextKey = Parameters<Translate>[0];
