import { type Permission } from '../../src/features/accounts/index.js';

/**
 * Who may use a route:
 * - `everyone`: it answers all alike.
 * - `visible`: everybody, unless it hangs on a draft: that exists only for those who may see the edition.
 * - `signed-in`: whoever has an account, about their own affairs.
 * - `in-person`: the same, but in a session: what a program's token must not do.
 * - `link`: the secret in the path is the authority; a forged one opens nothing for anybody.
 * - `person`: whoever may give the role that the account in the path has (on the series) sees it, and with the permission may do
 *   this to it; all others do not learn that it exists.
 * - `task`: whoever has started the work, and organisers of its edition; all others do not learn that it exists.
 * - a permission, on the platform or on the series or edition of the path; `anywhere`: the answer holds what one's own scopes hold.
 */
export type Access =
  | 'everyone'
  | 'visible'
  | 'signed-in'
  | 'in-person'
  | 'link'
  | 'task'
  | { person: Permission }
  | { may: Permission; on: 'platform' | 'series' | 'edition' | 'anywhere'; holderToo?: true };

/** One line a route: who may use it, and what to send so that the answer is about the right and not about the values. */
export interface RouteAccess {
  access: Access;
  /** Values that pass the input's checks. With `If-Match: "0"` a change that is allowed ends with 412 and changes nothing. */
  body?: unknown;
  query?: string;
  /** What to put in the place of a part of the path. */
  ids?: Record<string, string>;
  /** It changes the edition's state without asking for a version, so the state is put back after each attempt. */
  restore?: true;
}

const edition = (may: Permission, body?: unknown): RouteAccess => ({ access: { may, on: 'edition' }, body });
const series = (may: Permission, body?: unknown): RouteAccess => ({ access: { may, on: 'series' }, body });
const platform = (may: Permission, body?: unknown): RouteAccess => ({ access: { may, on: 'platform' }, body });
const everyone: RouteAccess = { access: 'everyone' };
const visible: RouteAccess = { access: 'visible' };
const link: RouteAccess = { access: 'link' };
const task: RouteAccess = { access: 'task' };
const inPerson = (body?: unknown): RouteAccess => ({ access: 'in-person', body });
const signedIn = (body?: unknown): RouteAccess => ({ access: 'signed-in', body });

/** A name that no other request has used. */
export const FRESH = '{fresh}';

export const ROUTE_ACCESS: Record<string, RouteAccess> = {
  // machines
  'GET /healthz': everyone,
  'GET /readyz': everyone,
  'GET /metrics': everyone,
  'GET /assets/:hash|:name': { access: 'everyone', ids: { ':hash|:name': 'site.css' } },
  'GET /assets/:hash|:name/:name': { access: 'everyone', ids: { ':hash|:name/:name': 'old/site.css' } },
  'GET /api/openapi.json': everyone,
  'GET /api/docs': everyone,

  // people
  'POST /api/v1/session': { access: 'everyone', body: { email: 'nobody@example.org', password: 'not the right one' } },
  'DELETE /api/v1/session': everyone,
  'GET /api/v1/me': signedIn(),
  'GET /api/v1/me/sessions': inPerson(),
  'DELETE /api/v1/me/sessions/:id': inPerson(),
  'GET /api/v1/tokens': inPerson(),
  'POST /api/v1/tokens': inPerson({ name: 'matrix' }),
  'GET /api/v1/tokens/:id': inPerson(),
  'DELETE /api/v1/tokens/:id': inPerson(),
  'POST /api/v1/password-reset': { access: 'everyone', body: { email: '{fresh}@example.org' } },
  'POST /api/v1/password-reset/:token': { access: 'link', body: { password: 'a long enough phrase' } },
  'POST /api/v1/sign-in-link': { access: 'everyone', body: { email: '{fresh}@example.org' } },
  'POST /api/v1/invitations/:token': { access: 'link', body: {} },
  // Of others it lists those to whom one may give roles.
  'GET /api/v1/accounts': { access: { may: 'role.grant', on: 'anywhere' } },
  'POST /api/v1/accounts': platform('account.manage', { email: '{fresh}@example.org', name: 'Matrix' }),
  'GET /api/v1/accounts/:id': { access: { person: 'role.grant' } },
  'PATCH /api/v1/accounts/:id': { access: { person: 'account.manage' }, body: { name: 'Matrix' } },
  'DELETE /api/v1/accounts/:id': { access: { person: 'account.manage' } },
  'POST /api/v1/accounts/:id/invitation': { access: { person: 'role.grant' } },
  'GET /api/v1/accounts/:id/roles': { access: { person: 'role.grant' } },
  'POST /api/v1/accounts/:id/roles': { access: { person: 'role.grant' }, body: { role: 'viewer', series: '{series}' } },
  'GET /api/v1/accounts/:id/roles/:roleId': { access: { person: 'role.grant' } },
  'PATCH /api/v1/accounts/:id/roles/:roleId': { access: { person: 'role.grant' }, body: { role: 'check_in' } },
  'DELETE /api/v1/accounts/:id/roles/:roleId': { access: { person: 'role.grant' } },

  // the trail
  'GET /api/v1/audit': { access: { may: 'audit.view', on: 'anywhere' } },

  // institutions
  'GET /api/v1/institutions': everyone,
  'POST /api/v1/institutions': platform('institution.edit', {
    slug: FRESH,
    name: 'Matrix',
    city: 'Shantou',
    country: 'CN',
    timeZone: 'Asia/Shanghai',
  }),
  'GET /api/v1/institutions/:slug': everyone,
  'GET /api/v1/institutions/:slug/names': everyone,
  'POST /api/v1/institutions/:slug/names': platform('institution.edit', { name: 'Matrix', until: 1950 }),
  'GET /api/v1/institutions/:slug/names/:id': everyone,
  'PATCH /api/v1/institutions/:slug/names/:id': platform('institution.edit', { name: 'Matrix' }),
  'DELETE /api/v1/institutions/:slug/names/:id': platform('institution.edit'),
  'POST /api/v1/institutions/:slug/merge': platform('institution.edit', { into: '{institution}' }),
  'PATCH /api/v1/institutions/:slug': platform('institution.edit', { city: 'Shantou' }),
  'DELETE /api/v1/institutions/:slug': platform('institution.edit'),

  // series
  'GET /api/v1/series': everyone,
  'POST /api/v1/series': platform('series.edit', { slug: FRESH, kind: 'symposium', name: 'Matrix' }),
  'GET /api/v1/series/:slug': everyone,
  'GET /api/v1/search': { access: 'everyone', query: 'q=a' },
  'PATCH /api/v1/series/:slug': series('series.edit', { shortName: 'M' }),
  'DELETE /api/v1/series/:slug': series('series.edit'),
  'GET /api/v1/series/:slug/members': everyone,
  'POST /api/v1/series/:slug/members': series('series.edit', { institution: '{institution}', role: 'member' }),
  'GET /api/v1/series/:slug/members/:id': everyone,
  'PATCH /api/v1/series/:slug/members/:id': series('series.edit', { founding: true }),
  'DELETE /api/v1/series/:slug/members/:id': series('series.edit'),
  'GET /api/v1/series/:slug/editions': everyone,
  'POST /api/v1/series/:slug/editions': series('edition.create', { key: FRESH, year: 2031, ordinal: null }),

  // editions
  'GET /api/v1/editions': everyone,
  'POST /api/v1/editions': series('edition.create', { series: '{series}', key: FRESH, year: 2031, ordinal: null }),
  'GET /api/v1/editions/:key': visible,
  'PATCH /api/v1/editions/:key': edition('edition.edit', { theme: 'Matrix' }),
  'DELETE /api/v1/editions/:key': edition('edition.edit'),
  'POST /api/v1/editions/:key/publish': edition('edition.publish'),
  'POST /api/v1/editions/:key/postpone': edition('edition.publish'),
  'POST /api/v1/editions/:key/cancel': edition('edition.publish'),
  'POST /api/v1/editions/:key/complete': edition('edition.publish'),
  'POST /api/v1/editions/:key/reschedule': edition('edition.edit', {
    startsAt: '2031-05-20T09:00Z',
    endsAt: '2031-05-20T17:00Z',
  }),
  // To see the source is not enough: the clone is a new edition of the series.
  'POST /api/v1/editions/:key/clone': series('edition.create', {
    key: FRESH,
    year: 2031,
    ordinal: null,
    startsAt: '2031-05-20T09:00Z',
  }),
  'GET /api/v1/editions/:key/checklist': edition('edition.view'),
  'GET /api/v1/editions/:key/mentions': edition('edition.view'),

  'GET /api/v1/editions/:key/documents': visible,
  'POST /api/v1/editions/:key/documents': edition('edition.edit', {
    kind: 'recording',
    title: 'Matrix',
    url: 'https://video.example/1',
  }),
  'GET /api/v1/editions/:key/documents/:id': visible,
  'PATCH /api/v1/editions/:key/documents/:id': edition('edition.edit', { title: 'Matrix' }),
  'DELETE /api/v1/editions/:key/documents/:id': edition('edition.edit'),

  // programme: the draft is for those who work on it, what is released for everybody
  'GET /api/v1/editions/:key/rooms': edition('programme.view'),
  'POST /api/v1/editions/:key/rooms': edition('programme.edit', { name: 'Matrix' }),
  'GET /api/v1/editions/:key/rooms/:id': edition('programme.view'),
  'PATCH /api/v1/editions/:key/rooms/:id': edition('programme.edit', { name: 'Matrix' }),
  'DELETE /api/v1/editions/:key/rooms/:id': edition('programme.edit'),
  'GET /api/v1/editions/:key/tracks': edition('programme.view'),
  'POST /api/v1/editions/:key/tracks': edition('programme.edit', { name: 'Matrix', colour: '#1f6feb' }),
  'GET /api/v1/editions/:key/tracks/:id': edition('programme.view'),
  'PATCH /api/v1/editions/:key/tracks/:id': edition('programme.edit', { name: 'Matrix', colour: '#1f6feb' }),
  'DELETE /api/v1/editions/:key/tracks/:id': edition('programme.edit'),
  'GET /api/v1/editions/:key/speakers': edition('programme.view'),
  'POST /api/v1/editions/:key/speakers': edition('programme.edit', { name: 'Matrix' }),
  'GET /api/v1/editions/:key/speakers/:id': edition('programme.view'),
  'PATCH /api/v1/editions/:key/speakers/:id': edition('programme.edit', { name: 'Matrix' }),
  'DELETE /api/v1/editions/:key/speakers/:id': edition('programme.edit'),
  'GET /api/v1/editions/:key/sessions': edition('programme.view'),
  'POST /api/v1/editions/:key/sessions': edition('programme.edit', { title: 'Matrix', kind: 'talk' }),
  'GET /api/v1/editions/:key/sessions/:id': edition('programme.view'),
  'PATCH /api/v1/editions/:key/sessions/:id': edition('programme.edit', { title: 'Matrix', kind: 'talk' }),
  'DELETE /api/v1/editions/:key/sessions/:id': edition('programme.edit'),
  'GET /api/v1/editions/:key/programme': visible,
  'GET /api/v1/editions/:key/programme/warnings': edition('programme.view'),
  'GET /api/v1/editions/:key/programme/releases': visible,
  'POST /api/v1/editions/:key/programme/releases': edition('programme.edit', { comment: 'Matrix' }),

  // registration
  'GET /api/v1/editions/:key/categories': visible,
  'POST /api/v1/editions/:key/categories': edition('edition.edit', { name: 'Matrix' }),
  'GET /api/v1/editions/:key/categories/:id': visible,
  'PATCH /api/v1/editions/:key/categories/:id': edition('edition.edit', { name: 'Matrix' }),
  'DELETE /api/v1/editions/:key/categories/:id': edition('edition.edit'),
  'GET /api/v1/editions/:key/pools': visible,
  'POST /api/v1/editions/:key/pools': edition('edition.edit', { name: 'Matrix', capacity: 1 }),
  'GET /api/v1/editions/:key/pools/:id': visible,
  'PATCH /api/v1/editions/:key/pools/:id': edition('edition.edit', { name: 'Matrix' }),
  'DELETE /api/v1/editions/:key/pools/:id': edition('edition.edit'),
  'GET /api/v1/editions/:key/questions': visible,
  'POST /api/v1/editions/:key/questions': edition('question.edit', { label: 'Matrix', kind: 'text' }),
  'POST /api/v1/editions/:key/questions/reorder': edition('question.edit', { ids: [] }),
  'GET /api/v1/editions/:key/questions/:id': visible,
  'PATCH /api/v1/editions/:key/questions/:id': edition('question.edit', { label: 'Matrix' }),
  'DELETE /api/v1/editions/:key/questions/:id': edition('question.edit'),
  'POST /api/v1/editions/:key/answer-files': { access: 'visible', query: 'question={question}' },
  'GET /api/v1/registrations/:id/answer-files/:fileId': {
    access: { may: 'registration.view', on: 'edition', holderToo: true },
  },
  'GET /api/v1/editions/:key/invitations': edition('registration.view'),
  'POST /api/v1/editions/:key/invitations': edition('invitation.edit', {
    category: '{category}',
    email: '{fresh}@example.org',
  }),
  'POST /api/v1/editions/:key/invitations/remind': edition('invitation.edit', {}),
  'GET /api/v1/editions/:key/invitations/:id': edition('registration.view'),
  'POST /api/v1/editions/:key/invitations/:id/resend': edition('invitation.edit'),
  'DELETE /api/v1/editions/:key/invitations/:id': edition('invitation.edit'),
  'POST /api/v1/editions/:key/registrations/approve': edition('registration.decide', {
    ids: ['01900000-0000-7000-8000-000000000000'],
  }),
  'POST /api/v1/editions/:key/registrations/decline': edition('registration.decide', {
    ids: ['01900000-0000-7000-8000-000000000000'],
  }),
  'GET /api/v1/editions/:key/registrations': edition('registration.view'),
  'GET /api/v1/editions/:key/registrations.csv': edition('registration.export'),
  'GET /api/v1/editions/:key/registrations.xlsx': edition('registration.export'),
  'POST /api/v1/editions/:key/registrations/import': edition('registration.edit', {
    csv: 'email,name\n{fresh}@example.org,Matrix\n',
    mode: 'preview',
  }),
  'GET /api/v1/tasks/:id': task,
  'POST /api/v1/tasks/:id/cancel': task,
  'GET /api/v1/tasks/:id/file': task,
  // An edition that is not published answers all alike that registration is closed.
  'POST /api/v1/editions/:key/registrations': {
    access: 'everyone',
    body: { category: '{category}', email: '{fresh}@example.org', name: 'Matrix', consent: true },
  },
  'GET /api/v1/registrations/:id': { access: { may: 'registration.view', on: 'edition', holderToo: true } },
  'PATCH /api/v1/registrations/:id': {
    access: { may: 'registration.edit', on: 'edition', holderToo: true },
    body: { affiliation: 'Matrix' },
  },
  'POST /api/v1/registrations/:id/approve': edition('registration.decide', {}),
  'POST /api/v1/registrations/:id/decline': edition('registration.decide', {}),
  'POST /api/v1/registrations/:id/promote': edition('registration.decide', {}),
  'POST /api/v1/registrations/:id/accept': {
    access: { may: 'registration.edit', on: 'edition', holderToo: true },
    body: {},
  },
  'POST /api/v1/registrations/:id/undo-cancel': {
    access: { may: 'registration.edit', on: 'edition', holderToo: true },
    body: {},
  },
  'POST /api/v1/registrations/:id/change-category': {
    access: { may: 'registration.edit', on: 'edition', holderToo: true },
    body: { category: '{category}' },
  },
  'POST /api/v1/registrations/:id/check-in': edition('registration.check-in', {}),
  'POST /api/v1/registrations/:id/undo-check-in': edition('registration.check-in', {}),
  'POST /api/v1/editions/:key/check-in/scans': edition('registration.check-in', {
    scans: [
      { nonce: '{fresh}-nonce', kind: 'in', reference: '0000-0000', device: 'Matrix', at: '2031-05-20T09:00:00Z' },
    ],
  }),
  'GET /api/v1/editions/:key/check-in/list': edition('registration.check-in'),
  'GET /api/v1/editions/:key/check-in/counters': edition('registration.check-in'),
  'POST /api/v1/registrations/:id/cancel': {
    access: { may: 'registration.edit', on: 'edition', holderToo: true },
    body: {},
  },
  'GET /api/v1/registrations/:id/data': { access: { may: 'registration.view', on: 'edition', holderToo: true } },
  'POST /api/v1/registrations/:id/erase': {
    access: { may: 'registration.edit', on: 'edition', holderToo: true },
    body: {},
  },
  'POST /api/v1/editions/:key/lost-link': { access: 'visible', body: { email: '{fresh}@example.org' } },

  // livestreams
  'GET /api/v1/editions/:key/streams': edition('stream.view'),
  'POST /api/v1/editions/:key/streams': edition('stream.edit', { title: 'Matrix' }),
  'GET /api/v1/editions/:key/streams/:id': edition('stream.view'),
  'PATCH /api/v1/editions/:key/streams/:id': edition('stream.edit', { title: 'Matrix' }),
  'DELETE /api/v1/editions/:key/streams/:id': edition('stream.edit'),

  // messaging
  'GET /api/v1/editions/:key/reminder-rules': edition('delivery.view'),
  'POST /api/v1/editions/:key/reminder-rules': edition('reminder.edit', { offset: '-PT2H' }),
  'GET /api/v1/editions/:key/reminder-rules/:id': edition('delivery.view'),
  'PATCH /api/v1/editions/:key/reminder-rules/:id': edition('reminder.edit', { enabled: true }),
  'DELETE /api/v1/editions/:key/reminder-rules/:id': edition('reminder.edit'),
  'POST /api/v1/editions/:key/reminder-rules/:id/preview': edition('delivery.view'),
  'GET /api/v1/editions/:key/deliveries': edition('delivery.view'),
  'GET /api/v1/editions/:key/deliveries/summary': edition('delivery.view'),
  'POST /api/v1/deliveries/:id/resend': edition('delivery.resend'),

  // pages for everybody
  'GET /': everyone,
  'GET /series/:slug': everyone,
  'GET /search': { access: 'everyone', query: 'q=a' },
  'GET /series/:slug/calendar.ics': everyone,
  'GET /events/:key': visible,
  'GET /events/:key/calendar.ics': visible,
  'GET /events/:key/register': visible,
  'POST /events/:key/register': {
    access: 'visible',
    body: { category: '{category}', email: '{fresh}@example.org', name: 'Matrix', consent: 'true' },
  },
  'GET /events/:key/registered': visible,
  'GET /events/:key/lost-link': visible,
  'POST /events/:key/lost-link': { access: 'visible', body: { email: '{fresh}@example.org' } },
  'GET /events/:key/erased': visible,
  'GET /sign-in': everyone,
  'POST /sign-in': { access: 'everyone', body: { email: 'nobody@example.org', password: 'not the right one' } },
  'GET /sign-in/code': everyone,
  'POST /sign-in/code': { access: 'everyone', body: { code: '000000' } },
  'GET /sign-in/link': everyone,
  'POST /sign-in/link': { access: 'everyone', body: { email: '{fresh}@example.org' } },
  'GET /reset-password': everyone,
  'POST /reset-password': { access: 'everyone', body: { email: '{fresh}@example.org' } },
  'POST /sign-out': { access: 'everyone', restore: true },
  'GET /institutions': everyone,
  'GET /institutions/:slug': everyone,
  'GET /events/:key/documents/:id/:name': visible,
  'GET /time-zone': everyone,
  'POST /time-zone': { access: 'everyone', body: { zone: 'Asia/Shanghai', to: '/' } },
  'GET /mailbox': everyone,
  'GET /mailbox/:id': everyone,
  'GET /mailbox/:id/html': everyone,
  'GET /mailbox/:id/raw': everyone,
  'GET /mailbox/:id/attachments/:index': everyone,

  // one's own account
  'GET /account': inPerson(),
  'POST /account': inPerson({ name: 'Matrix', locale: 'en' }),
  'POST /account/password': inPerson({ current: 'not the right one', password: 'a long enough phrase' }),
  'GET /account/second-factor': inPerson(),
  'POST /account/second-factor/begin': inPerson(),
  'POST /account/second-factor/confirm': inPerson({ code: '000000' }),
  'POST /account/second-factor/codes': inPerson({ code: '000000' }),
  'POST /account/second-factor/end': inPerson({ code: '000000' }),
  'POST /account/sessions/:id/end': inPerson(),
  'POST /account/sessions/end-others': inPerson(),
  'GET /account/tokens': inPerson(),
  'POST /account/tokens': inPerson({ name: 'matrix', scopes: 'read', until: '' }),
  'POST /account/tokens/:id/revoke': inPerson(),

  // behind a personal link
  'GET /invitation/:token': link,
  'POST /invitation/:token': link,
  'GET /reset-password/:token': link,
  'POST /reset-password/:token': { access: 'link', body: { password: 'a long enough phrase' } },
  'GET /sign-in/link/:token': link,
  'POST /sign-in/link/:token': link,
  'GET /r/:token': link,
  'POST /r/:token': link,
  'POST /r/:token/cancel': link,
  'POST /r/:token/accept': link,
  'POST /r/:token/undo': link,
  'POST /r/:token/category': link,
  'POST /r/:token/resend': link,
  'GET /r/:token/calendar.ics': link,
  'GET /r/:token/ticket.pdf': link,
  'GET /r/:token/ticket.svg': link,
  'GET /r/:token/data.json': link,
  'GET /r/:token/erase': link,
  'POST /r/:token/erase': link,
  'GET /t/:token': link,
  'GET /delegation/:token': link,
  'POST /delegation/:token': link,
  'POST /delegation/:token/many': { access: 'link', body: { list: 'Matrix, m@example.org', agreed: 'true' } },
  'POST /delegation/:token/delegates/:id/cancel': link,
  'POST /r/:token/reminders': link,
  'GET /join/:token': link,
  'GET /unsubscribe/:token': link,
  'POST /unsubscribe/:token': link,

  // the console
  'GET /organise/editions/:key/invitations': edition('registration.view'),
  'POST /organise/editions/:key/invitations/remind': edition('invitation.edit', {}),
  'GET /organise/editions/:key/invitations/new': edition('invitation.edit'),
  'POST /organise/editions/:key/invitations/new': edition('invitation.edit', {}),
  'GET /organise/editions/:key/invitations/many': edition('invitation.edit'),
  'POST /organise/editions/:key/invitations/many': edition('invitation.edit', {}),
  'POST /organise/editions/:key/invitations/many/send': edition('invitation.edit', {}),
  'GET /organise/editions/:key/invitations/:id': edition('registration.view'),
  'POST /organise/editions/:key/invitations/:id/resend': edition('invitation.edit'),
  'POST /organise/editions/:key/invitations/:id/withdraw': edition('invitation.edit', { version: '0' }),
  'GET /organise/editions/:key/registrations/applications': edition('registration.decide'),
  'POST /organise/editions/:key/registrations/applications': edition('registration.decide', {}),
  'GET /organise/editions/:key/registrations/badges': edition('registration.export'),
  'POST /organise/editions/:key/registrations/badges': edition('registration.export', {}),
  'GET /organise/editions/:key/registrations/badges.pdf': edition('registration.export'),
  'GET /organise/editions/:key/registrations/import': edition('registration.edit'),
  'POST /organise/editions/:key/registrations/import': edition('registration.edit', {}),
  'GET /organise/editions/:key/registrations/import/template.csv': edition('registration.edit'),
  'GET /organise/editions/:key/registrations/import/:id': edition('registration.edit'),
  'POST /organise/editions/:key/registrations/import/:id': edition('registration.edit', {}),
  'GET /organise/editions/:key/registrations/import/:id/errors.csv': edition('registration.edit'),
  'POST /organise/editions/:key/registrations/import/:id/discard': edition('registration.edit', {}),
  'GET /organise/editions/:key/tasks': edition('registration.view'),
  'GET /organise/editions/:key/tasks/:id': task,
  'POST /organise/editions/:key/tasks/:id/cancel': task,
  'GET /organise/editions/:key/tasks/:id/file': task,
  'GET /organise/editions/:key/tasks/:id/errors.csv': task,
  'GET /organise': signedIn(),
  'GET /organise/editions/new': signedIn(),
  'POST /organise/editions': series('edition.create', {
    series: '{series}',
    key: FRESH,
    'title.en': 'Matrix',
    timeZone: 'Asia/Shanghai',
    startsAt: '2031-05-20T09:00',
    endsAt: '2031-05-21T17:30',
    format: 'in_person',
    languages: 'en',
    'category.name.en': 'Matrix',
    'category.attendance': 'in_person',
  }),
  'GET /organise/editions/:key': edition('edition.view'),
  'GET /organise/editions/:key/check-in': edition('registration.check-in'),
  'GET /organise/editions/:key/check-in/sw.js': edition('registration.check-in'),
  'POST /organise/editions/:key/check-in/scan': edition('registration.check-in', {
    registration: '01900000-0000-7000-8000-000000000000',
    kind: 'in',
  }),
  'POST /organise/editions/:key/check-in/walk-in': edition('registration.check-in', {}),
  'GET /organise/editions/:key/registrations': edition('registration.view'),
  'GET /organise/editions/:key/registrations.csv': edition('registration.export'),
  'GET /organise/editions/:key/registrations.xlsx': edition('registration.export'),
  'POST /organise/editions/:key/registrations/export': edition('registration.export', { format: 'csv' }),
  // Asks first.
  'POST /organise/editions/:key/registrations/bulk': edition('registration.edit', { action: 'cancel', all: 'true' }),
  'GET /organise/editions/:key/registrations/:id': edition('registration.view'),
  'GET /organise/editions/:key/registrations/:id/edit': edition('registration.edit'),
  'POST /organise/editions/:key/registrations/:id/edit': edition('registration.edit', {}),
  'GET /organise/editions/:key/registrations/:id/files/:fileId': edition('registration.view'),
  'POST /organise/editions/:key/registrations/:id/approve': edition('registration.decide', {}),
  'POST /organise/editions/:key/registrations/:id/decline': edition('registration.decide', {}),
  'POST /organise/editions/:key/registrations/:id/promote': edition('registration.decide', {}),
  'POST /organise/editions/:key/registrations/:id/accept': edition('registration.edit', {}),
  'POST /organise/editions/:key/registrations/:id/cancel': edition('registration.edit', {}),
  'POST /organise/editions/:key/registrations/:id/undo': edition('registration.edit', {}),
  'POST /organise/editions/:key/registrations/:id/category': edition('registration.edit', { category: '{category}' }),
  'POST /organise/editions/:key/registrations/:id/resend-link': edition('registration.edit', {}),
  'POST /organise/editions/:key/registrations/:id/check-in': edition('registration.check-in', {}),
  'POST /organise/editions/:key/registrations/:id/undo-check-in': edition('registration.check-in', {}),
  'POST /organise/editions/:key/registrations/:id/erase': edition('registration.edit', {}),
  'GET /organise/editions/:key/deliveries': edition('delivery.view'),
  'POST /organise/editions/:key/deliveries/:id/resend': edition('delivery.resend'),
  'POST /organise/editions/:key/publish': { ...edition('edition.publish'), restore: true },
  'GET /organise/audit': { access: { may: 'audit.view', on: 'anywhere' } },
  'GET /organise/audit.csv': { access: { may: 'audit.view', on: 'anywhere' } },
  'GET /organise/editions/:key/audit': edition('audit.view'),
  'GET /organise/editions/:key/audit.csv': edition('audit.view'),
  'POST /organise/drafts/:form': inPerson({ title: 'Matrix' }),
  'POST /organise/drafts/:form/discard': inPerson(),
  'GET /organise/editions/:key/details': edition('edition.edit'),
  'POST /organise/editions/:key/details': edition('edition.edit', {}),
  'POST /organise/editions/:key/details/postpone': { ...edition('edition.publish'), restore: true },
  'POST /organise/editions/:key/details/complete': { ...edition('edition.publish'), restore: true },
  'POST /organise/editions/:key/details/cancel': { ...edition('edition.publish', { confirm: '{key}' }), restore: true },
  // Of a version that is none: what is allowed removes nothing.
  'POST /organise/editions/:key/details/remove': edition('edition.edit', { version: '0' }),
  'GET /organise/editions/:key/schedule': edition('edition.view'),
  'POST /organise/editions/:key/schedule': edition('edition.edit', {}),
  'POST /organise/editions/:key/schedule/preview': edition('edition.edit', {}),
  'GET /organise/editions/:key/clone': series('edition.create'),
  'POST /organise/editions/:key/clone': series('edition.create', {}),
  'GET /organise/editions/:key/categories': edition('edition.view'),
  'GET /organise/editions/:key/categories/new': edition('edition.edit'),
  'POST /organise/editions/:key/categories/new': edition('edition.edit', {}),
  'GET /organise/editions/:key/categories/:id': edition('edition.view'),
  'POST /organise/editions/:key/categories/:id': edition('edition.edit', {}),
  'POST /organise/editions/:key/categories/:id/remove': edition('edition.edit', { version: '0' }),
  'GET /organise/editions/:key/pools/new': edition('edition.edit'),
  'POST /organise/editions/:key/pools/new': edition('edition.edit', {}),
  'GET /organise/editions/:key/pools/:id': edition('edition.edit'),
  'POST /organise/editions/:key/pools/:id': edition('edition.edit', {}),
  'POST /organise/editions/:key/pools/:id/remove': edition('edition.edit', { version: '0' }),
  'GET /organise/editions/:key/streams': edition('stream.view'),
  'GET /organise/editions/:key/streams/new': edition('stream.edit'),
  'POST /organise/editions/:key/streams/new': edition('stream.edit', {}),
  'GET /organise/editions/:key/streams/:id': edition('stream.view'),
  'POST /organise/editions/:key/streams/:id': edition('stream.edit', {}),
  'POST /organise/editions/:key/streams/:id/remove': edition('stream.edit', { version: '0' }),
  'GET /organise/editions/:key/reminders': edition('delivery.view'),
  'GET /organise/editions/:key/reminders/new': edition('reminder.edit'),
  'POST /organise/editions/:key/reminders/new': edition('reminder.edit', {}),
  'GET /organise/editions/:key/reminders/:id': edition('delivery.view'),
  'POST /organise/editions/:key/reminders/:id': edition('reminder.edit', {}),
  'POST /organise/editions/:key/reminders/:id/enable': edition('reminder.edit', { version: '0' }),
  'POST /organise/editions/:key/reminders/:id/disable': edition('reminder.edit', { version: '0' }),
  'POST /organise/editions/:key/reminders/:id/remove': edition('reminder.edit', { version: '0' }),
  'GET /organise/editions/:key/questions': edition('edition.view'),
  'GET /organise/editions/:key/questions/new': edition('question.edit'),
  'POST /organise/editions/:key/questions/new': edition('question.edit', {}),
  'POST /organise/editions/:key/questions/preview': edition('question.edit', {}),
  'GET /organise/editions/:key/questions/:id': edition('question.edit'),
  'POST /organise/editions/:key/questions/:id': edition('question.edit', {}),
  'POST /organise/editions/:key/questions/:id/move': edition('question.edit', { place: '1' }),
  'POST /organise/editions/:key/questions/:id/remove': edition('question.edit', { version: '0' }),
  'GET /organise/editions/:key/archive': edition('edition.view'),
  'POST /organise/editions/:key/archive': edition('edition.edit', {}),
  'GET /organise/editions/:key/archive/upload': edition('edition.edit'),
  'POST /organise/editions/:key/archive/upload': edition('edition.edit', {}),
  'GET /organise/editions/:key/archive/link': edition('edition.edit'),
  'POST /organise/editions/:key/archive/link': edition('edition.edit', {}),
  'GET /organise/editions/:key/archive/:id': edition('edition.edit'),
  'POST /organise/editions/:key/archive/:id': edition('edition.edit', {}),
  'POST /organise/editions/:key/archive/:id/move': edition('edition.edit', { place: '1' }),
  'POST /organise/editions/:key/archive/:id/remove': edition('edition.edit', { version: '0' }),

  // the console: people
  'GET /organise/people': { access: { may: 'role.grant', on: 'anywhere' } },
  'POST /organise/people': {
    access: { may: 'role.grant', on: 'series' },
    body: { email: '{fresh}@example.org', name: 'Matrix', locale: 'en', role: 'viewer', where: '{scope}' },
  },
  'GET /organise/people/:id': { access: { person: 'role.grant' } },
  'POST /organise/people/:id': {
    access: { person: 'account.manage' },
    body: { email: 'somebody@example.org', name: 'Matrix', locale: 'en', version: '0' },
  },
  'POST /organise/people/:id/disable': { access: { person: 'account.manage' }, restore: true },
  'POST /organise/people/:id/enable': { access: { person: 'account.manage' } },
  'POST /organise/people/:id/end-second-factor': { access: { person: 'account.manage' } },
  'POST /organise/people/:id/invitation': { access: { person: 'role.grant' } },
  'POST /organise/people/:id/remove': { access: { person: 'account.manage' } },
  'POST /organise/people/:id/roles': { access: { person: 'role.grant' }, body: { role: 'viewer', where: '{scope}' } },
  'POST /organise/people/:id/roles/:roleId': {
    access: { person: 'role.grant' },
    body: { role: 'viewer', version: '0' },
  },
  'POST /organise/people/:id/roles/:roleId/revoke': { access: { person: 'role.grant' }, body: { version: '0' } },
  'GET /organise/editions/:key/people': edition('role.grant'),
  'POST /organise/editions/:key/people': edition('role.grant', {
    email: '{fresh}@example.org',
    name: 'Matrix',
    locale: 'en',
    role: 'viewer',
  }),

  // the console: institutions and series
  'GET /organise/institutions': signedIn(),
  'GET /organise/institutions/new': platform('institution.edit'),
  'POST /organise/institutions/new': platform('institution.edit', {}),
  'GET /organise/institutions/:slug': platform('institution.edit'),
  'POST /organise/institutions/:slug': platform('institution.edit', {}),
  'POST /organise/institutions/:slug/remove': platform('institution.edit', { version: '0' }),
  'GET /organise/institutions/:slug/merge': platform('institution.edit'),
  'POST /organise/institutions/:slug/merge': platform('institution.edit', {}),
  'GET /organise/institutions/:slug/names/new': platform('institution.edit'),
  'POST /organise/institutions/:slug/names/new': platform('institution.edit', {}),
  'GET /organise/institutions/:slug/names/:id': platform('institution.edit'),
  'POST /organise/institutions/:slug/names/:id': platform('institution.edit', {}),
  'POST /organise/institutions/:slug/names/:id/remove': platform('institution.edit', { version: '0' }),
  'GET /organise/series': signedIn(),
  'GET /organise/series/new': platform('series.edit'),
  'POST /organise/series/new': platform('series.edit', {}),
  'GET /organise/series/:slug': series('series.edit'),
  'POST /organise/series/:slug': series('series.edit', {}),
  'POST /organise/series/:slug/remove': series('series.edit', { version: '0' }),
  'GET /organise/series/:slug/members/new': series('series.edit'),
  'POST /organise/series/:slug/members/new': series('series.edit', {}),
  'GET /organise/series/:slug/members/:id': series('series.edit'),
  'POST /organise/series/:slug/members/:id': series('series.edit', {}),
  'POST /organise/series/:slug/members/:id/remove': series('series.edit', { version: '0' }),
};
