import { LOCALES } from '../../../kernel/locale.js';
import { languageName } from '../../layout/shell.js';
import { type TextKey, type Translate } from '../../texts.js';

/** What every action is called, as the end of a sentence that begins with who did it. */
const ACTIONS = {
  'account.create': 'audit.did.accountCreate',
  'account.update': 'audit.did.accountUpdate',
  'account.disable': 'audit.did.accountDisable',
  'account.enable': 'audit.did.accountEnable',
  'account.delete': 'audit.did.accountDelete',
  'account.sign-in': 'audit.did.signIn',
  'account.sign-out': 'audit.did.signOut',
  'invitation.send': 'audit.did.invitationSend',
  'invitation.accept': 'audit.did.invitationAccept',
  'role.grant': 'audit.did.roleGrant',
  'role.change': 'audit.did.roleChange',
  'role.revoke': 'audit.did.roleRevoke',
  'password.change': 'audit.did.passwordChange',
  'password.reset': 'audit.did.passwordReset',
  'second-factor.begin': 'audit.did.secondFactorBegin',
  'second-factor.confirm': 'audit.did.secondFactorConfirm',
  'second-factor.end': 'audit.did.secondFactorEnd',
  'recovery-codes.renew': 'audit.did.recoveryCodesRenew',
  'session.revoke': 'audit.did.sessionRevoke',
  'token.create': 'audit.did.tokenCreate',
  'token.revoke': 'audit.did.tokenRevoke',
  'attempts.exhausted': 'audit.did.attemptsExhausted',
  'institution.create': 'audit.did.institutionCreate',
  'institution.update': 'audit.did.institutionUpdate',
  'institution.delete': 'audit.did.institutionDelete',
  'institution.merge': 'audit.did.institutionMerge',
  'institution.take-in': 'audit.did.institutionTakeIn',
  'institution.merge-registrations': 'audit.did.institutionMergeRegistrations',
  'institution.add-name': 'audit.did.institutionAddName',
  'institution.update-name': 'audit.did.institutionUpdateName',
  'institution.remove-name': 'audit.did.institutionRemoveName',
  'series.create': 'audit.did.seriesCreate',
  'series.update': 'audit.did.seriesUpdate',
  'series.delete': 'audit.did.seriesDelete',
  'series.add-member': 'audit.did.seriesAddMember',
  'series.update-member': 'audit.did.seriesUpdateMember',
  'series.remove-member': 'audit.did.seriesRemoveMember',
  'series.merge-member': 'audit.did.seriesMergeMember',
  'edition.create': 'audit.did.editionCreate',
  'edition.update': 'audit.did.editionUpdate',
  'edition.delete': 'audit.did.editionDelete',
  'edition.record': 'audit.did.editionRecord',
  'edition.clone': 'audit.did.editionClone',
  'edition.publish': 'audit.did.editionPublish',
  'edition.postpone': 'audit.did.editionPostpone',
  'edition.cancel': 'audit.did.editionCancel',
  'edition.complete': 'audit.did.editionComplete',
  'edition.merge-institution': 'audit.did.editionMergeInstitution',
  'category.create': 'audit.did.categoryCreate',
  'category.update': 'audit.did.categoryUpdate',
  'category.delete': 'audit.did.categoryDelete',
  'registration.register': 'audit.did.registrationRegister',
  'registration.update': 'audit.did.registrationUpdate',
  'registration.cancel': 'audit.did.registrationCancel',
  'registration.reminders': 'audit.did.registrationReminders',
  'stream.create': 'audit.did.streamCreate',
  'stream.update': 'audit.did.streamUpdate',
  'stream.delete': 'audit.did.streamDelete',
  'reminder-rule.create': 'audit.did.reminderCreate',
  'reminder-rule.update': 'audit.did.reminderUpdate',
  'reminder-rule.delete': 'audit.did.reminderDelete',
  'delivery.resend': 'audit.did.deliveryResend',
  'document.create': 'audit.did.documentCreate',
  'document.update': 'audit.did.documentUpdate',
  'document.delete': 'audit.did.documentDelete',
} as const satisfies Record<string, TextKey>;

/** For the filter: what can be asked for, in the order of the table. */
export const KNOWN_ACTIONS = Object.keys(ACTIONS);

/** “published the edition”; the plain name of an action that has no words. */
export function actionText(action: string, t: Translate): string {
  return Object.hasOwn(ACTIONS, action) ? t(ACTIONS[action as keyof typeof ACTIONS]) : action;
}

/** What the fields of most entries are called; others keep the name that programs know. */
const FIELDS = {
  abstract: 'audit.field.description',
  access: 'audit.field.access',
  aliases: 'audit.field.aliases',
  attendance: 'new.attendance',
  body: 'audit.field.body',
  capacity: 'new.capacity',
  category: 'new.category',
  city: 'new.venueCity',
  closesAt: 'audit.field.closesAt',
  country: 'register.country',
  description: 'audit.field.description',
  email: 'register.email',
  enabled: 'audit.field.enabled',
  endsAt: 'new.endsAt',
  format: 'new.format',
  foundedYear: 'audit.field.foundedYear',
  hosts: 'new.hosts',
  institution: 'register.institution',
  key: 'new.key',
  languages: 'new.languages',
  locale: 'audit.field.locale',
  mirrors: 'audit.field.mirrors',
  name: 'new.categoryName',
  nativeName: 'register.nativeName',
  note: 'audit.field.note',
  offset: 'audit.field.offset',
  opensAt: 'audit.field.opensAt',
  ordinal: 'new.ordinal',
  reason: 'overview.reason',
  reference: 'manage.reference',
  role: 'audit.field.role',
  roles: 'audit.field.roles',
  series: 'new.series',
  shortName: 'audit.field.shortName',
  since: 'audit.field.since',
  startsAt: 'new.startsAt',
  status: 'console.state',
  subject: 'audit.field.subject',
  summary: 'audit.field.summary',
  theme: 'new.theme',
  timeZone: 'new.timeZone',
  title: 'audit.field.title',
  until: 'audit.field.until',
  venue: 'new.venueName',
  website: 'audit.field.website',
  year: 'audit.field.year',
} as const satisfies Record<string, TextKey>;

/** A field of an entry, below what it is a part of: `venue.city` is “Venue, City”. */
export function fieldText(path: readonly string[], t: Translate): string {
  return path
    .map((name) => {
      const locale = LOCALES.find((one) => one === name);
      if (locale) return languageName(locale);
      return Object.hasOwn(FIELDS, name) ? t(FIELDS[name as keyof typeof FIELDS]) : name;
    })
    .join(t('list.comma'));
}
