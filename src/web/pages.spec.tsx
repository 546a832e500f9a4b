import { type VNode } from 'preact';
import { type Locale, LOCALES } from '../kernel/locale.js';
import { SignInPage } from './account/sign-in.page.js';
import { TimeZonePage } from './account/time-zone.page.js';
import { DeadInvitationPage } from './attendee/invitation-dead.page.js';
import { JoinPage, type JoinPageProps } from './attendee/join.page.js';
import { RegisterPage, type RegisterPageProps } from './attendee/register.page.js';
import { RegisteredPage } from './attendee/registered.page.js';
import { ErasedPage, ErasePage } from './attendee/holder-erase.page.js';
import { DeadLinkPage, LostLinkPage } from './attendee/lost-link.page.js';
import { TicketPage } from './attendee/ticket.page.js';
import { BadgesPage, type BadgesPageProps } from './organiser/registrations/badges.page.js';
import { type RegistrationPageProps } from './attendee/holder-view.js';
import { RegistrationPage } from './attendee/registration.page.js';
import { UnsubscribePage } from './attendee/unsubscribe.page.js';
import { ErrorPage } from './layout/error.page.js';
import { EMPTY_FORM } from './layout/form.js';
import { JsonLd } from './layout/json-ld.js';
import { renderPage } from './layout/render.js';
import { type View } from './layout/view-context.js';
import {
  type ArchivedEdition,
  type CategoryView,
  type EditionRef,
  type PlaceView,
  type TimelineEntry,
  type UpcomingEdition,
} from './layout/view-models.js';
import { MailboxPage } from './mailbox/mailbox.page.js';
import { MessagePage } from './mailbox/message.page.js';
import { RESCHEDULE_OUTCOMES, type ReschedulePreview } from '../features/editions/index.js';
import { type StreamDetails } from '../features/livestreams/index.js';
import { type CategoryDetails, type PoolDetails } from '../features/registration/index.js';
import { type Answers } from './form-answers.js';
import { DeliveriesPage, type DeliveriesPageProps } from './organiser/deliveries.page.js';
import { EditionsPage } from './organiser/editions.page.js';
import { type EditState, openState } from './organiser/forms/edit-state.js';
import { CategoriesPage, CategoryPage } from './organiser/parts/categories.page.js';
import { PoolPage } from './organiser/places/pools.page.js';
import { categoryValues } from './organiser/parts/category-form.js';
import { ClonedPage, ClonePage } from './organiser/parts/clone.page.js';
import { NEW_REMINDER, reminderValues } from './organiser/parts/reminder-form.js';
import { ReminderPage, RemindersPage, type ReminderView } from './organiser/parts/reminders.page.js';
import { timesValues } from './organiser/parts/schedule-form.js';
import { SchedulePage, SchedulePreviewPage } from './organiser/parts/schedule.page.js';
import { streamValues } from './organiser/parts/stream-form.js';
import { StreamPage, StreamsPage } from './organiser/parts/streams.page.js';
import { NewEditionPage } from './organiser/new-edition.page.js';
import { OverviewPage, type OverviewPageProps } from './organiser/overview.page.js';
import { BulkPage } from './organiser/registrations/bulk.page.js';
import { RegistrationDetailPage } from './organiser/registrations/registration-detail.page.js';
import { RegistrationListPage } from './organiser/registrations/registration-list.page.js';
import { type RegistrationDetails } from '../features/registration/index.js';
import { EventPage } from './public/event.page.js';
import { type EventPageProps } from './public/event.props.js';
import { FrontPage } from './public/front.page.js';
import { type InstitutionPageProps, InstitutionPage } from './public/institutions/institution.page.js';
import { InstitutionsPage } from './public/institutions/institutions.page.js';
import { type SeriesMember } from './public/members.js';
import { type SeriesTimelineProps } from './public/series-timeline.js';
import { SeriesPage } from './public/series.page.js';
import { sideOf } from './layout/timeline.js';
import { en } from './locales/en.js';
import { translatorFor } from './texts.js';

const ORIGIN = 'https://symposia.example';
/** What a visitor might type to break out of a page. */
const MARKUP = '<script>alert(1)</script>"\'&<b>';

const viewOf = (locale: Locale, more: Partial<View> = {}): View => ({
  t: translatorFor(locale),
  locale,
  readerZone: 'America/Los_Angeles',
  readerZoneKnown: true,
  path: '/events/ewa-2027?cursor=abc',
  origin: ORIGIN,
  assets: { url: (name) => `/assets/0123abcd/${name}` },
  account: null,
  formToken: () => 'form-token',
  now: new Date('2026-12-10T12:00:00Z'),
  mailbox: true,
  ...more,
});

const place = (slug: string, city: string | null, country: string | null, timeZone: string | null): PlaceView => ({
  slug,
  name: { en: `University of ${slug}`, 'zh-Hans': `${slug}大学` },
  city,
  country,
  timeZone,
});

const aPerson = (more: Partial<RegistrationDetails>): RegistrationDetails => ({
  id: '1',
  editionId: 'e',
  reference: 'EWA-7K2M',
  status: 'confirmed',
  statusAt: new Date('2026-12-09T03:00:00Z'),
  statusNote: null,
  position: null,
  offerExpiresAt: null,
  confirmedAt: null,
  cancelledFrom: null,
  email: 'ada@b.example',
  name: 'Ada',
  nativeName: null,
  institution: null,
  affiliation: null,
  country: null,
  timeZone: null,
  locale: 'en',
  category: { id: 'a', name: { en: 'Online' }, attendance: 'online' },
  answers: {},
  answerVersions: {},
  source: 'form',
  invitationId: null,
  checkedInAt: null,
  erasedAt: null,
  unsubscribedAt: null,
  cancelledAt: null,
  createdAt: new Date('2026-12-09T03:00:00Z'),
  linkVersion: 1,
  version: 1,
  ...more,
});

const SUMC: PlaceView = {
  slug: 'sumc',
  name: { en: 'Shantou University Medical College', 'zh-Hans': '汕头大学医学院', 'zh-Hant': '汕頭大學醫學院' },
  city: 'Shantou',
  country: 'CN',
  timeZone: 'Asia/Shanghai',
};
const PLACES: PlaceView[] = [
  SUMC,
  place('Melbourne', 'Melbourne', 'AU', 'Australia/Melbourne'),
  place('HKU', 'Hong Kong', 'HK', 'Asia/Hong_Kong'),
  place('Technion', 'Haifa', 'IL', 'Asia/Jerusalem'),
  place('Groningen', 'Groningen', 'NL', 'Europe/Amsterdam'),
  place('Oxford', 'Oxford', 'GB', 'Europe/London'),
  place('Toronto', 'Toronto', 'CA', 'America/Toronto'),
  place('Manitoba', 'Winnipeg', 'CA', 'America/Winnipeg'),
  place('Alberta', 'Edmonton', 'CA', 'America/Edmonton'),
  place('Stanford', 'Stanford', 'US', 'America/Los_Angeles'),
];

const EWA = {
  slug: 'ewa',
  name: { en: 'East-West Alliance Annual Meeting', 'zh-Hans': '东西方联盟年会', 'zh-Hant': '東西方聯盟年會' },
  shortName: 'EWA',
};
const TELEMEDICINE_SERIES = {
  slug: 'telemedicine',
  name: { en: 'National Telemedicine Symposium', 'zh-Hans': '全国远程医学研讨会', 'zh-Hant': '全國遠程醫學研討會' },
};
const DESCRIPTION = { en: 'An international network of medical institutions that convenes annually.' };

const full: EditionRef & { city: string | null } = {
  key: 'ewa-2027',
  series: EWA,
  ordinal: 21,
  title: null,
  theme: { en: 'What makes an impactful institution?' },
  status: 'published',
  when: {
    year: 2027,
    date: null,
    startsAt: new Date('2027-05-20T01:00:00Z'),
    endsAt: new Date('2027-05-21T09:30:00Z'),
    timeZone: 'Asia/Shanghai',
  },
  hosts: [SUMC],
  city: null,
};

const bare: EditionRef & { city: string | null } = {
  key: 'bare',
  series: { slug: 'bare-series', name: { 'zh-Hant': '遠程醫學' }, shortName: null },
  ordinal: null,
  title: null,
  theme: null,
  status: 'completed',
  when: { year: 2016, date: null, startsAt: null, endsAt: null, timeZone: null },
  hosts: [],
  city: null,
};

const soon: EditionRef & { city: string | null } = {
  ...full,
  key: 'telemedicine-demo',
  ordinal: null,
  title: { en: `Demonstration: telemedicine ${MARKUP}`, 'zh-Hans': '演示：远程医学研讨会' },
  when: {
    year: 2026,
    date: null,
    startsAt: new Date('2026-12-10T12:12:40Z'),
    endsAt: new Date('2026-12-10T13:40:00Z'),
    timeZone: 'Asia/Shanghai',
  },
};

const upcoming = (
  edition: EditionRef & { city: string | null },
  kind: 'open' | 'sold-out' = 'open',
): UpcomingEdition => ({
  ...edition,
  format: 'hybrid',
  registration: { kind },
});

const archived = (
  ordinal: number | null,
  year: number,
  hosts: PlaceView[],
  more: Partial<ArchivedEdition> = {},
): ArchivedEdition => ({
  key: `e-${year}-${ordinal ?? 'x'}`,
  ordinal,
  title: null,
  theme: null,
  status: 'completed',
  when: { year, date: null, startsAt: null, endsAt: null, timeZone: null },
  hosts,
  city: null,
  ...more,
});

const entry = (edition: ArchivedEdition): TimelineEntry => ({ kind: 'edition', edition });
const HISTORY = [
  archived(12, 2018, [SUMC], { theme: { en: 'What makes an impactful institution?' } }),
  archived(11, 2017, []),
  archived(10, 2016, []),
  archived(9, 2015, [PLACES[4] as PlaceView]),
  archived(8, 2014, [PLACES[2] as PlaceView]),
].map(entry);
const TELEMEDICINE: TimelineEntry[] = [
  entry(
    archived(18, 2014, [SUMC], {
      when: {
        year: 2014,
        date: null,
        startsAt: new Date('2014-11-26T01:30:00Z'),
        endsAt: new Date('2014-11-26T03:00:00Z'),
        timeZone: 'Asia/Shanghai',
      },
    }),
  ),
  { kind: 'gap', from: 11, to: 17 },
  entry(
    archived(10, 2006, [SUMC], {
      city: 'Guangzhou',
      when: { year: 2006, date: '2006-12-05', startsAt: null, endsAt: null, timeZone: null },
    }),
  ),
];

const category = (id: string, more: Partial<CategoryView> = {}): CategoryView => ({
  id,
  name: { en: `Category ${id}`, 'zh-Hans': `类别 ${id}` },
  attendance: 'online',
  placesLeft: null,
  opensAt: null,
  closesAt: null,
  ...{ admission: 'open', waiting: 0, approval: false, invitationOnly: false },
  open: true,
  ...more,
});
const CATEGORIES = [
  category('online'),
  category('room', { attendance: 'in_person', placesLeft: 3 }),
  category('full', { attendance: 'in_person', placesLeft: 0, admission: 'full', open: false }),
  category('later', { opensAt: new Date('2027-01-10T00:00:00Z'), admission: 'not-yet-open', open: false }),
  category('past', { admission: 'closed', open: false }),
];

const eventFull: EventPageProps = {
  edition: {
    ...full,
    description: DESCRIPTION,
    format: 'hybrid',
    languages: ['en', 'zh-Hans'],
    venue: { name: { en: 'Convention Centre' }, address: { en: '243 Daxue Road' }, city: 'Shantou', country: 'CN' },
    satelliteVenues: null,
    roles: [
      { place: PLACES[6] as PlaceView, role: 'partner' },
      { place: { ...SUMC, slug: 'cetv', name: { en: 'China Education Television' } }, role: 'broadcaster' },
    ],
    cancelledReason: null,
  },
  categories: CATEGORIES,
  registration: { kind: 'open' },
  stream: { opensAt: new Date('2027-05-20T00:50:00Z') },
};
const eventBare: EventPageProps = {
  edition: {
    ...bare,
    description: null,
    format: null,
    languages: [],
    venue: null,
    satelliteVenues: 3,
    roles: [],
    cancelledReason: null,
  },
  categories: [],
  registration: { kind: 'none' },
  stream: null,
};

const ERRORS = ['category', 'name', 'email', 'timeZone', 'consent'].map((path) => ({
  path,
  code: 'invalid-value',
  message: 'not shown',
}));
const TYPED = {
  category: 'room',
  name: MARKUP,
  email: 'wang.li@',
  institution: 'Oxford',
  country: 'GB',
  locale: 'zh-Hant',
};

const register: RegisterPageProps = {
  edition: full,
  registration: { kind: 'open' },
  categories: CATEGORIES,
  institutions: PLACES,
  questions: [],
  files: {},
  invitation: null,
  formKey: 'form-key',
  form: EMPTY_FORM,
};

const NOW = new Date('2027-01-05T08:00:00Z');

const registration: RegistrationPageProps = {
  token: 'token',
  registration: {
    id: '0190aaaa-0000-7000-8000-000000000001',
    editionId: '0190aaaa-0000-7000-8000-000000000002',
    reference: 'EWA-7K2M',
    status: 'confirmed',
    position: null,
    statusAt: NOW,
    statusNote: null,
    offerExpiresAt: null,
    confirmedAt: NOW,
    cancelledFrom: null,
    email: 'wong@hku.example',
    name: `Wong Chi Ming ${MARKUP}`,
    nativeName: '黃志明',
    institution: null,
    affiliation: 'Surgery',
    country: 'HK',
    timeZone: 'Asia/Hong_Kong',
    locale: 'zh-Hant',
    category: { id: 'delegate', name: { en: 'Delegate' }, attendance: 'in_person' },
    answers: {},
    answerVersions: {},
    source: 'form',
    invitationId: null,
    checkedInAt: NOW,
    erasedAt: null,
    unsubscribedAt: null,
    cancelledAt: null,
    createdAt: NOW,
    linkVersion: 1,
    version: 1,
  },
  edition: full,
  timeZone: 'Asia/Hong_Kong',
  categories: CATEGORIES,
  institutions: PLACES,
  questions: [],
  answered: [{ label: `Diet ${MARKUP}`, text: `none ${MARKUP}` }],
  files: {},
  ticket: 'https://symposia.example/t/token',
  undoUntil: null,
  joinHref: '/join/token',
  open: true,
  done: 'saved',
  form: null,
};
const badges: BadgesPageProps = {
  edition: full,
  input: { format: 'card-sheet', language: 'en', filter: { status: 'confirmed', q: MARKUP, category: 'delegate' } },
  count: 312,
  isLong: true,
  preview: {
    width: 210,
    height: 297,
    marks: [
      { kind: 'box', x: 0, y: 0, width: 86, height: 7, colour: '#233f9c' },
      { kind: 'line', from: [10, 0], to: [10, 5], thickness: 0.1, colour: '#808080' },
      { kind: 'code', x: 60, y: 20, side: 20, text: 'EWA-7K2M' },
      { kind: 'text', x: 5, y: 20, text: MARKUP, size: 20, weight: 'bold', align: 'start', colour: '#000', width: 60 },
    ],
  },
  categories: CATEGORIES,
};
const standing = (more: Partial<RegistrationPageProps['registration']>) => ({
  ...registration,
  done: null,
  ticket: null,
  joinHref: null,
  registration: { ...registration.registration, checkedInAt: null, ...more },
});

const join: JoinPageProps = {
  token: 'token',
  edition: soon,
  stream: {
    title: { en: 'Main stream' },
    opensAt: new Date('2026-12-10T12:02:40Z'),
    startsAt: new Date('2026-12-10T12:12:40Z'),
    closesAt: null,
  },
  stage: 'before',
  mirrors: [],
};

const MIRRORS: JoinPageProps['mirrors'] = [
  { label: null, language: null, provider: 'zoom', url: 'https://zoom.example/j/1' },
  { label: 'Mainland China', language: 'zh-Hans', provider: 'bilibili', url: 'https://live.bilibili.example/1' },
  { label: 'Wrong', language: null, provider: 'other', url: 'javascript:alert(1)' },
];

const GROWTH = ['2026-12-08', '2026-12-09', '2026-12-10'].map((date, index) => ({
  date,
  joined: 10,
  gone: index,
  confirmed: 10 * (index + 1),
}));

const overview: OverviewPageProps = {
  edition: full,
  registrations: { confirmed: 312, waitlisted: 0, pending: 2, cancelled: 6 },
  growth: { days: GROWTH, rows: GROWTH, capacity: 40 },
  deliveries: { planned: 969, sent: 886, failed: 4, uncertain: 1 },
  problems: [
    { id: 'p1', kind: 'confirmation', name: MARKUP, state: 'failed', reason: `550 ${MARKUP}` },
    { id: 'p2', kind: 'reminder', name: '陈静', state: 'uncertain', reason: null },
  ],
  categories: [
    { id: 'a', name: { en: 'Online' }, attendance: 'online', capacity: null, taken: 300 },
    { id: 'b', name: { en: 'Delegate' }, attendance: 'in_person', capacity: 40, taken: 12 },
  ],
  todo: [
    { item: 'dates', required: true, done: false },
    { item: 'host', required: false, done: true },
    {
      item: 'translations',
      required: false,
      done: false,
      detail: [{ place: 'category', id: 'c1', path: 'name', locale: 'zh-Hans', text: 'Online' }],
    },
    {
      item: 'mentions',
      required: false,
      done: false,
      detail: Array.from({ length: 8 }, (_, index) => ({
        place: 'edition' as const,
        id: `e${index}`,
        path: 'title',
        locale: 'en' as const,
        text: MARKUP,
      })),
    },
  ],
  next: { offset: '-P7D', dueAt: new Date('2027-05-13T01:00:00Z'), recipients: 312 },
  mayEdit: true,
  mayPublish: true,
  mayClone: true,
  mayEnd: true,
  done: 'created',
};

const editing = (original: Answers, more: Partial<EditState> = {}): EditState => ({
  ...openState({ name: 'edition:ewa-2027:part', path: '/organise/editions/ewa-2027/part', version: 3, original }),
  ...more,
});

const delegates: CategoryDetails = {
  id: 'c1',
  name: { en: MARKUP, 'zh-Hans': '代表' },
  attendance: 'in_person',
  capacity: 40,
  opensAt: new Date('2026-12-01T01:00:00Z'),
  closesAt: null,
  taken: 12,
  overhang: 0,
  waiting: 0,
  ...{ approval: true, reviewsRequired: 2, invitationOnly: false, waitingList: true, offerHours: 48, quotaDefault: 0 },
  quotas: [{ institution: 'sumc', name: { en: MARKUP }, capacity: 4, taken: 5, overhang: 1 }],
  pool: { id: 'p1', name: { en: MARKUP }, capacity: 100, taken: 12 },
  admission: 'open',
  placesLeft: 28,
  version: 3,
};

const hall: PoolDetails = { id: 'p1', name: { en: MARKUP }, capacity: 100, taken: 112, overhang: 12, version: 1 };
const choices = { pools: [hall], institutions: [] };

const stream: StreamDetails = {
  id: 's1',
  title: { en: MARKUP },
  access: 'registered',
  opensMinutesBefore: 15,
  closesMinutesAfter: 30,
  mirrors: [
    { id: 'm1', label: MARKUP, region: ['*'], language: null, provider: 'other', url: MARKUP, priority: 0 },
    {
      id: 'm2',
      label: null,
      region: ['CN', 'HK'],
      language: 'zh-Hans',
      provider: 'bilibili',
      url: 'https://live.bilibili.example/1',
      priority: 2,
    },
  ],
  version: 3,
};

const reminder: ReminderView = {
  id: 'r1',
  anchor: 'edition_start',
  offset: '-P7D',
  at: '09:00',
  dueAt: new Date('2027-05-13T01:00:00Z'),
  audience: { statuses: ['confirmed'], institutions: ['sumc'] },
  subject: { en: MARKUP },
  body: { en: `Dear {name}\n\n${MARKUP}` },
  latePolicy: 'skip',
  enabled: true,
  version: 3,
  counts: { sent: 3, planned: 212 },
  recipients: 215,
};
const REMINDERS = [
  reminder,
  { ...reminder, id: 'r2', offset: '-P1DT2H', at: null, enabled: false, dueAt: null, subject: null, counts: {} },
];
const CHOICES = {
  categories: [
    { id: 'c1', name: delegates.name },
    { id: 'c2', name: { en: 'Online' } },
  ],
  institutions: PLACES,
};
const INSTITUTIONS = PLACES.map((one) => ({ ...one, country: one.country ?? 'CN' }));

const preview: ReschedulePreview = {
  startsAt: { before: full.when.startsAt, after: new Date('2027-05-21T01:00:00Z') },
  endsAt: { before: full.when.endsAt, after: null },
  sessions: [],
  deliveries: RESCHEDULE_OUTCOMES.map((outcome) => ({
    rule: outcome,
    anchor: 'edition_start',
    offset: '-P7D',
    recipients: 12,
    before: new Date('2027-05-13T01:00:00Z'),
    after: outcome === 'waiting' ? null : new Date('2027-05-14T01:00:00Z'),
    outcome,
  })),
};

const delivery = (
  id: string,
  more: Partial<DeliveriesPageProps['deliveries'][number]>,
): DeliveriesPageProps['deliveries'][number] => ({
  id,
  kind: 'reminder',
  offset: '-PT1H',
  name: 'Lin Xiao',
  email: 'lin@stu.example',
  dueAt: new Date('2027-05-20T00:00:00Z'),
  sentAt: null,
  state: 'planned',
  attempts: 0,
  reason: null,
  mayResend: false,
  ...more,
});

const deliveries: DeliveriesPageProps = {
  edition: full,
  registrations: 312,
  counts: { planned: 1, sent: 1, failed: 1, uncertain: 1 },
  filter: { state: 'failed', rule: 'r3', registration: null },
  rules: [{ id: 'r3', offset: '-PT1H' }],
  deliveries: [
    delivery('1', {}),
    delivery('2', { state: 'sent', sentAt: new Date('2026-12-10T11:59:58Z'), attempts: 1 }),
    delivery('3', {
      kind: 'confirmation',
      offset: null,
      state: 'failed',
      attempts: 5,
      reason: `550 ${MARKUP}`,
      mayResend: true,
    }),
    delivery('4', { name: '陈静', state: 'uncertain', attempts: 1, reason: 'Connection lost', mayResend: true }),
  ],
  next: 'cursor',
  done: 'resent',
};

const memberOf = (one: PlaceView, role: SeriesMember['role']): SeriesMember => ({
  ...one,
  id: `${role}-${one.slug}`,
  role,
  founding: one.slug === 'sumc',
  since: null,
  until: null,
});

const CHART: SeriesTimelineProps = {
  series: EWA,
  foundedYear: 1999,
  names: new Map([['sumc', SUMC.name]]),
  marks: [
    { edition: { ...full, theme: { en: MARKUP } }, state: 'ahead', hosts: ['sumc', 'left'] },
    { edition: { ...full, key: 'ewa-2018', ordinal: 12, when: bare.when }, state: 'held', hosts: ['sumc'] },
    { edition: { ...bare, key: 'ewa-2010' }, state: 'held', hosts: [] },
    { edition: { ...bare, key: 'ewa-2020', ordinal: 14 }, state: 'cancelled', hosts: ['sumc'] },
  ],
  runs: [{ from: 13, to: 20, after: 2016, before: 2027 }],
};

const INSTITUTION: InstitutionPageProps = {
  institution: {
    ...{ slug: 'sumc', name: SUMC.name, aliases: ['SUMC', MARKUP], city: 'Shantou', country: 'CN' },
    ...{ timeZone: 'Asia/Shanghai', website: 'https://sumc.example/about', parent: 'Shantou University' },
  },
  former: [{ id: 'f', name: { en: 'Medical School', 'zh-Hant': '醫專' }, until: 1983 }],
  history: [
    {
      kind: 'annual_meeting',
      parts: [
        {
          series: EWA,
          kind: 'annual_meeting',
          memberships: [
            { id: 'm', role: 'member', founding: true, since: 2006, until: null },
            { id: 'n', role: 'broadcaster', founding: true, since: 2006, until: 2010 },
          ],
          hosted: [full, { ...soon, status: 'cancelled' }],
          others: [{ edition: bare, roles: ['broadcaster', 'satellite_venue'] }],
        },
      ],
    },
  ],
};

/** Every page, full and bare. Exported for looking at them. */
export const PAGES: Record<string, () => VNode> = {
  front: () => (
    <FrontPage
      upcoming={[upcoming(soon), upcoming(full, 'sold-out')]}
      series={[
        { ...EWA, description: DESCRIPTION, foundedYear: 2006, timeline: HISTORY },
        { ...TELEMEDICINE_SERIES, description: null, foundedYear: 1999, timeline: TELEMEDICINE },
        {
          slug: 'exchange',
          name: { en: 'Student Exchange Programmes' },
          description: null,
          foundedYear: null,
          timeline: [],
        },
      ]}
    />
  ),
  'front-bare': () => <FrontPage upcoming={[]} series={[]} />,
  series: () => (
    <SeriesPage
      series={{ ...EWA, description: DESCRIPTION, foundedYear: 2006 }}
      chart={CHART}
      hosts={{
        hosts: [{ slug: 'sumc', name: SUMC.name, editions: [{ key: 'ewa-2018', ordinal: 12, year: 2018 }] }],
        unrecorded: [{ key: 'ewa-2016', ordinal: null, year: 2016 }],
      }}
      timeline={HISTORY}
      members={[
        ...PLACES.map((one) => memberOf(one, 'member')),
        { ...memberOf(SUMC, 'broadcaster'), slug: 'cetv', since: 1999 },
      ]}
      former={[{ ...memberOf(SUMC, 'partner'), slug: 'left', since: 2001, until: 2009 }]}
      next={upcoming(full)}
    />
  ),
  'series-bare': () => (
    <SeriesPage
      series={{ ...bare.series, description: null, foundedYear: null }}
      chart={{ series: bare.series, foundedYear: null, marks: [], runs: [], names: new Map() }}
      hosts={{ hosts: [], unrecorded: [] }}
      timeline={[]}
      members={PLACES.map((one) => memberOf(one, 'partner'))}
      former={[]}
      next={null}
    />
  ),
  institution: () => <InstitutionPage {...INSTITUTION} />,
  'institution-bare': () => (
    <InstitutionPage
      institution={{ ...INSTITUTION.institution, name: { en: MARKUP }, aliases: [], website: null, parent: null }}
      former={[]}
      history={[]}
    />
  ),
  institutions: () => <InstitutionsPage institutions={[INSTITUTION.institution]} />,
  'institutions-bare': () => <InstitutionsPage institutions={[]} />,
  event: () => <EventPage {...eventFull} />,
  'event-bare': () => <EventPage {...eventBare} />,
  'event-day': () => (
    <EventPage
      {...eventBare}
      edition={{
        ...eventBare.edition,
        ordinal: 10,
        city: 'Guangzhou',
        hosts: [SUMC],
        when: { ...bare.when, date: '2006-12-05', year: 2006 },
      }}
    />
  ),
  'event-cancelled': () => (
    <EventPage
      {...eventFull}
      edition={{ ...eventFull.edition, status: 'cancelled', cancelledReason: MARKUP, title: soon.title }}
      registration={{ kind: 'cancelled' }}
    />
  ),
  'event-opens': () => (
    <EventPage {...eventFull} registration={{ kind: 'opens', at: new Date('2027-01-10T00:00:00Z') }} />
  ),
  register: () => <RegisterPage {...register} />,
  'register-errors': () => <RegisterPage {...register} form={{ values: TYPED, errors: ERRORS }} />,
  'register-sold-out': () => <RegisterPage {...register} registration={{ kind: 'sold-out' }} />,
  'register-invited': () => <RegisterPage {...register} invitation={{ token: 'token', category: 'room' }} />,
  'register-busy': () => <RegisterPage {...register} form={{ values: TYPED, errors: [] }} busy />,
  'register-dead-invitation': () => <DeadInvitationPage edition={full} />,
  'register-closed': () => <RegisterPage {...register} edition={bare} registration={{ kind: 'closed' }} />,
  registered: () => <RegisteredPage edition={full} />,
  'registered-bare': () => <RegisteredPage edition={bare} />,
  registration: () => <RegistrationPage {...registration} />,
  'registration-errors': () => (
    <RegistrationPage
      {...standing({ status: 'waitlisted', position: 3 })}
      form={{ values: { name: '' }, errors: [{ path: 'name', code: 'too-small', message: '' }] }}
    />
  ),
  'registration-offered': () => (
    <RegistrationPage {...standing({ status: 'offered', offerExpiresAt: new Date('2027-01-12T08:00:00Z') })} />
  ),
  'registration-pending': () => <RegistrationPage {...standing({ status: 'pending' })} />,
  'registration-declined': () => (
    <RegistrationPage {...standing({ status: 'declined', statusNote: `Sorry.\n${MARKUP}` })} />
  ),
  'registration-undo': () => (
    <RegistrationPage
      {...standing({ status: 'cancelled', cancelledAt: NOW, cancelledFrom: 'confirmed' })}
      undoUntil={new Date(NOW.getTime() + 600_000)}
      done="too-late"
    />
  ),
  'registration-bare': () => (
    <RegistrationPage
      {...standing({ status: 'cancelled', nativeName: null, affiliation: null })}
      edition={bare}
      open={false}
      done="cancelled"
    />
  ),
  erase: () => (
    <ErasePage token="token" edition={full} email="wong@hku.example" isOn form={{ values: {}, errors: [] }} />
  ),
  'erase-not-sure': () => (
    <ErasePage
      token="token"
      edition={full}
      email="wong@hku.example"
      isOn={false}
      form={{ values: {}, errors: [{ path: 'sure', code: 'required', message: '' }] }}
    />
  ),
  erased: () => <ErasedPage edition={full} />,
  ticket: () => (
    <TicketPage
      registration={registration.registration}
      edition={full}
      url="https://symposia.example/t/token"
      checkInHref="/organise/editions/key/check-in?ticket=token"
    />
  ),
  'ticket-bare': () => (
    <TicketPage {...standing({ status: 'cancelled', nativeName: null })} edition={bare} url={null} checkInHref={null} />
  ),
  badges: () => <BadgesPage {...badges} />,
  'badges-bare': () => (
    <BadgesPage
      {...badges}
      edition={bare}
      count={0}
      isLong={false}
      preview={null}
      input={{ format: 'a6', language: 'zh-Hant', filter: {} }}
    />
  ),
  'lost-link': () => <LostLinkPage edition={full} form={EMPTY_FORM} sent={false} />,
  'lost-link-errors': () => (
    <LostLinkPage
      edition={full}
      form={{ values: { email: MARKUP }, errors: [{ path: 'email', code: 'invalid', message: '' }] }}
      sent={false}
      wait={90}
    />
  ),
  'lost-link-sent': () => <LostLinkPage edition={full} form={EMPTY_FORM} sent />,
  'dead-link': () => <DeadLinkPage edition={full} />,
  'dead-link-bare': () => <DeadLinkPage edition={null} />,
  join: () => <JoinPage {...join} />,
  'join-days': () => <JoinPage {...join} edition={full} stream={null} />,
  'join-open': () => <JoinPage {...join} stage="open" mirrors={MIRRORS} />,
  'join-holding': () => <JoinPage {...join} stage="open" />,
  'join-ended': () => <JoinPage {...join} stage="ended" stream={null} />,
  'join-cancelled': () => <JoinPage {...join} stage="cancelled" />,
  unsubscribe: () => <UnsubscribePage token="token" edition={full} done={false} />,
  'unsubscribe-done': () => <UnsubscribePage token="token" edition={bare} done />,
  'sign-in': () => <SignInPage to="/organise" form={EMPTY_FORM} done={null} />,
  'sign-in-refused': () => (
    <SignInPage
      to="/organise"
      form={{ values: { email: MARKUP }, errors: [{ path: '', code: 'wrong-credentials', message: '' }] }}
      done={null}
    />
  ),
  'time-zone': () => <TimeZonePage to="/" suggested={['Asia/Shanghai']} />,
  editions: () => (
    <EditionsPage
      counts={{ draft: 1, published: 2 }}
      filter={{ status: 'draft', q: MARKUP }}
      editions={[
        {
          ...soon,
          confirmed: 40,
          role: 'organiser',
          step: { kind: 'missing', count: 3, first: 'host' },
          mayClone: true,
        },
        { ...full, confirmed: 40, role: 'check_in', step: { kind: 'reminder', ...overview.next! }, mayClone: false },
        { ...bare, key: 'draft', confirmed: null, role: null, step: { kind: 'publish' }, mayClone: true },
        { ...bare, confirmed: 0, role: 'viewer', step: null, mayClone: true },
      ]}
      next="cursor"
      mayCreate
    />
  ),
  'editions-bare': () => (
    <EditionsPage counts={{}} filter={{ status: null, q: '' }} editions={[]} next={null} mayCreate={false} />
  ),
  'new-edition': () => (
    <NewEditionPage series={[{ ...EWA, nextOrdinal: 13 }]} institutions={PLACES} form={EMPTY_FORM} />
  ),
  'new-edition-errors': () => (
    <NewEditionPage
      series={[{ ...EWA, nextOrdinal: null }]}
      institutions={PLACES}
      form={{
        values: { 'title.en': MARKUP, 'hosts.0': 'sumc', languages: ['en', 'zh-Hant'], 'reminders.0.amount': 'x' },
        errors: [
          { path: 'key', code: 'key-taken', message: '' },
          { path: 'title.en', code: 'too-big', message: '' },
          { path: 'startsAt', code: 'ambiguous-local-time', message: '' },
          { path: 'category.name', code: 'required', message: '' },
          { path: 'stream.url', code: 'invalid-url', message: '' },
          { path: 'reminders.0.amount', code: 'invalid-type', message: '' },
        ],
      }}
    />
  ),
  'new-edition-bare': () => <NewEditionPage series={[]} institutions={[]} form={EMPTY_FORM} />,
  overview: () => <OverviewPage {...overview} />,
  'overview-bare': () => (
    <OverviewPage
      {...overview}
      edition={{ ...bare, status: 'draft' }}
      registrations={{}}
      growth={{ days: [], rows: [], capacity: null }}
      deliveries={{}}
      problems={[]}
      categories={[]}
      next={null}
      mayClone={false}
      done={null}
    />
  ),
  'overview-check-in': () => (
    <OverviewPage {...overview} deliveries={null} next={null} mayEdit={false} mayPublish={false} mayEnd={false} />
  ),
  schedule: () => (
    <SchedulePage
      edition={full}
      version={3}
      form={{ values: timesValues(full.when), errors: [] }}
      mayEdit
      done="moved"
    />
  ),
  'schedule-errors': () => (
    <SchedulePage
      edition={bare}
      version={3}
      form={{
        values: { timeZone: 'America/Toronto', startsAt: '2027-11-07T01:30', endsAt: MARKUP },
        errors: [
          { path: 'startsAt', code: 'ambiguous-local-time', message: '' },
          { path: 'endsAt', code: 'invalid-format', message: '' },
        ],
      }}
      mayEdit
      done={null}
    />
  ),
  'schedule-read-only': () => (
    <SchedulePage
      edition={full}
      version={3}
      form={{ values: timesValues(full.when), errors: [] }}
      mayEdit={false}
      done={null}
    />
  ),
  'schedule-preview': () => (
    <SchedulePreviewPage
      edition={full}
      preview={preview}
      confirm={{ startsAt: MARKUP, endsAt: '', timeZone: 'Europe/Amsterdam', version: '3', seen: 'x' }}
      isRenewed
    />
  ),
  'schedule-preview-bare': () => (
    <SchedulePreviewPage
      edition={bare}
      preview={{ ...preview, deliveries: [] }}
      confirm={{ startsAt: '', endsAt: '', timeZone: 'Europe/Amsterdam', version: '3', seen: 'x' }}
      isRenewed={false}
    />
  ),
  clone: () => (
    <ClonePage
      edition={full}
      proposed={{ ordinal: 22, key: 'ewa-2028' }}
      institutions={INSTITUTIONS}
      form={{
        values: { 'hosts.0': 'sumc', include: ['streams'], key: MARKUP },
        errors: [{ path: 'key', code: 'key-taken', message: '' }],
      }}
    />
  ),
  cloned: () => (
    <ClonedPage
      edition={full}
      adjusted={(['skipped', 'repeated'] as const).map((trick) => ({
        place: 'category',
        name: { en: MARKUP },
        path: trick === 'skipped' ? 'opensAt' : 'closesAt',
        wanted: { year: 2027, month: 3, day: 14, hour: 2, minute: 30, second: 0 },
        trick,
        at: new Date('2027-03-14T07:30:00Z'),
      }))}
    />
  ),
  categories: () => (
    <CategoriesPage
      edition={full}
      categories={[
        { ...delegates, waiting: 1, overhang: 2 },
        { ...delegates, id: 'c2', capacity: null, opensAt: null, admission: 'closed', pool: null },
      ]}
      pools={[hall, { ...hall, id: 'p2', overhang: 0 }]}
      mayEdit
      done="created"
    />
  ),
  'categories-bare': () => <CategoriesPage edition={bare} categories={[]} pools={[]} mayEdit={false} done={null} />,
  category: () => (
    <CategoryPage
      edition={full}
      category={delegates}
      choices={choices}
      form={editing(categoryValues(delegates, 'Asia/Shanghai'))}
      mayEdit
      refused="in-use"
    />
  ),
  'category-new': () => (
    <CategoryPage
      edition={full}
      category={null}
      choices={choices}
      form={editing({}, { version: null, errors: [{ path: 'name', code: 'required', message: '' }] })}
      mayEdit
    />
  ),
  'category-read-only': () => (
    <CategoryPage
      edition={full}
      category={delegates}
      choices={choices}
      form={editing(categoryValues(delegates, 'UTC'))}
      mayEdit={false}
    />
  ),
  pool: () => <PoolPage edition={full} pool={hall} form={editing({ capacity: '100' })} refused="in-use" />,
  'pool-new': () => <PoolPage edition={full} pool={null} form={editing({}, { version: null })} />,
  streams: () => (
    <StreamsPage
      edition={full}
      streams={[stream, { ...stream, id: 's2', access: 'public', mirrors: [] }]}
      mayEdit
      done="saved"
    />
  ),
  'streams-bare': () => <StreamsPage edition={bare} streams={[]} mayEdit={false} done={null} />,
  stream: () => (
    <StreamPage edition={full} stream={stream} form={editing(streamValues(stream))} mayEdit refused="changed" />
  ),
  'stream-errors': () => (
    <StreamPage
      edition={full}
      stream={null}
      form={editing(
        { 'mirrors.1.url': MARKUP, 'mirrors.1.region': 'China' },
        {
          version: null,
          errors: [
            { path: 'title', code: 'required', message: '' },
            { path: 'mirrors.1.url', code: 'invalid-url', message: '' },
            { path: 'mirrors.1.region', code: 'invalid-format', message: '' },
          ],
        },
      )}
      mayEdit
    />
  ),
  'stream-read-only': () => (
    <StreamPage edition={full} stream={stream} form={editing(streamValues(stream))} mayEdit={false} />
  ),
  reminders: () => (
    <RemindersPage
      edition={full}
      reminders={REMINDERS}
      confirmations={{ sent: 310, failed: 1 }}
      mayEdit
      done="on"
      refused="changed"
    />
  ),
  'reminders-bare': () => (
    <RemindersPage
      edition={{ ...bare, status: 'draft' }}
      reminders={[]}
      confirmations={{}}
      mayEdit={false}
      done={null}
      refused={null}
    />
  ),
  reminder: () => (
    <ReminderPage
      edition={full}
      reminder={reminder}
      choices={CHOICES}
      languages={['en']}
      form={editing(reminderValues(reminder))}
      mayEdit
      refused="changed"
    />
  ),
  'reminder-new': () => (
    <ReminderPage
      edition={{ ...bare, status: 'draft' }}
      reminder={null}
      choices={{ categories: [], institutions: [] }}
      languages={['en', 'zh-Hant']}
      form={editing(NEW_REMINDER, {
        version: null,
        errors: [
          { path: 'offset', code: 'invalid-duration', message: '' },
          { path: 'at', code: 'invalid-value', message: '' },
          { path: 'audience.statuses', code: 'invalid-format', message: '' },
        ],
      })}
      mayEdit
    />
  ),
  'reminder-read-only': () => (
    <ReminderPage
      edition={full}
      reminder={REMINDERS[1]!}
      choices={CHOICES}
      languages={['en']}
      form={editing(reminderValues(REMINDERS[1]!))}
      mayEdit={false}
    />
  ),
  registrations: () => (
    <RegistrationListPage
      edition={full}
      everybody={9000}
      deliveries={900}
      filter={{
        status: 'confirmed',
        category: 'b',
        institution: 'sumc',
        checkedIn: true,
        q: MARKUP,
        sort: 'name',
        limit: 50,
      }}
      counts={{ confirmed: 6000, cancelled: 1 }}
      total={6000}
      categories={[
        { id: 'a', name: { en: 'Online' } },
        { id: 'b', name: { en: 'Delegate' } },
      ]}
      institutions={[{ slug: 'sumc', name: SUMC.name, country: 'CN' }]}
      registrations={[
        aPerson({ name: MARKUP, email: 'a@b.example' }),
        aPerson({
          id: '2',
          reference: 'EWA-9QXA',
          name: 'Huang Zhiming',
          nativeName: '黄志明',
          email: 'huang.zhiming.with.a.long.address@medicine.university.example',
          category: { id: 'b', name: { 'zh-Hans': '代表' }, attendance: 'in_person' },
          institution: { slug: 'sumc', name: SUMC.name, country: 'CN', timeZone: 'Asia/Shanghai' },
          checkedInAt: new Date('2026-12-10T03:00:00Z'),
        }),
        aPerson({ id: '3', reference: 'EWA-9QXB', name: 'Ada', status: 'waitlisted', position: 4 }),
      ]}
      next="cursor"
      may={{ decide: true, edit: true, checkIn: true, export: true }}
      came={{ confirmed: 12, waitlisted: 3, 'was-cancelled': 1 }}
      refused={null}
    />
  ),
  'registrations-bare': () => (
    <RegistrationListPage
      edition={bare}
      everybody={0}
      deliveries={0}
      filter={{ sort: '-created', limit: 50 }}
      counts={{}}
      total={0}
      categories={[]}
      institutions={[]}
      registrations={[]}
      next={null}
      may={{ decide: false, edit: false, checkIn: false, export: false }}
      came={{}}
      refused={null}
    />
  ),
  'registrations-ask': () => (
    <BulkPage
      edition={full}
      action="decline"
      filter={{ q: MARKUP, sort: '-created', limit: 50 }}
      chosen={[
        { id: '1', name: MARKUP },
        { id: '2', name: '黄志明' },
      ]}
      count={2}
    />
  ),
  'registrations-one': () => (
    <RegistrationDetailPage
      edition={full}
      registration={aPerson({
        status: 'pending',
        statusNote: MARKUP,
        nativeName: '黄志明',
        affiliation: MARKUP,
        country: 'CN',
        timeZone: 'Asia/Shanghai',
      })}
      answered={[
        { question: { id: 'q1', label: { en: MARKUP }, kind: 'text', options: null }, value: MARKUP },
        {
          question: {
            id: 'q2',
            label: { en: 'Meal' },
            kind: 'multi_choice',
            options: [{ value: 'v', label: { en: 'Vegetarian', 'zh-Hans': '素食' } }],
          },
          value: ['v', 'gone'],
        },
        { question: { id: 'q3', label: { en: 'Letter' }, kind: 'file', options: null }, value: ['f1'] },
      ]}
      files={[{ id: 'f1', question: 'q3', name: `${MARKUP}.pdf`, mediaType: 'application/pdf', size: 9, sha256: '00' }]}
      categories={[]}
      reviews={[
        {
          registrationId: '1',
          reviewer: { id: 'a', name: MARKUP },
          verdict: 'approve',
          note: MARKUP,
          reviewedAt: new Date('2026-12-09T03:00:00Z'),
        },
      ]}
      mails={[
        {
          id: 'm',
          kind: 'confirmation',
          offset: null,
          dueAt: new Date('2026-12-09T03:00:00Z'),
          sentAt: new Date('2026-12-09T03:00:00Z'),
          state: 'sent',
          reason: MARKUP,
          mayResend: true,
        },
      ]}
      trail={[
        {
          id: 't',
          at: new Date('2026-12-09T03:00:00Z'),
          who: MARKUP,
          kind: 'account',
          action: 'registration.update',
          changes: [{ path: ['status'], before: 'waitlisted', after: 'confirmed' }],
        },
      ]}
      may={{ decide: true, edit: true, checkIn: true }}
      done={null}
      refused="wrong-status"
    />
  ),
  deliveries: () => <DeliveriesPage {...deliveries} />,
  'deliveries-bare': () => (
    <DeliveriesPage
      {...deliveries}
      edition={bare}
      counts={{}}
      rules={[]}
      filter={{ state: null, rule: null, registration: null }}
      deliveries={[]}
      next={null}
      done={null}
    />
  ),
  mailbox: () => (
    <MailboxPage
      to="lin@stu.example"
      total={2}
      messages={[
        {
          id: '1',
          to: 'lin@stu.example',
          subject: `Registered: ${MARKUP}`,
          receivedAt: new Date('2026-12-10T11:00:00Z'),
        },
        { id: '2', to: 'lin@stu.example', subject: '', receivedAt: new Date('2026-12-10T10:00:00Z') },
      ]}
      next="cursor"
    />
  ),
  'mailbox-bare': () => <MailboxPage to="" total={0} messages={[]} next={null} />,
  message: () => (
    <MessagePage
      id="1"
      subject={MARKUP}
      from="Symposia <no-reply@symposia.example>"
      to="lin@stu.example"
      receivedAt={new Date('2026-12-10T11:00:00Z')}
      text={`Dear ${MARKUP}`}
      hasHtml
      headers={[{ name: 'Message-ID', value: '<1@symposia.example>' }]}
      attachments={[{ index: 0, name: 'invite.ics', type: 'text/calendar', size: 2048 }]}
    />
  ),
  'message-bare': () => (
    <MessagePage
      id="2"
      subject=""
      from=""
      to="a@b.example"
      receivedAt={new Date('2026-12-10T11:00:00Z')}
      text={null}
      hasHtml={false}
      headers={[]}
      attachments={[]}
    />
  ),
  ...Object.fromEntries(
    [400, 401, 403, 404, 409, 410, 413, 418, 422, 429, 500, 502, 503].map((status) => [
      `error-${status}`,
      () => <ErrorPage status={status} reference="req-1" retryAfter={status === 429 ? 30 : undefined} />,
    ]),
  ),
};

export { viewOf };

/** The first parts of all keys. */
const PREFIXES = new Set(Object.keys(en).map((key) => key.split('.')[0] ?? ''));

const CASES = Object.keys(PAGES).flatMap((name) => LOCALES.map((locale) => [name, locale] as const));

const attributesOf = (tag: string): Record<string, string> =>
  Object.fromEntries(
    [...tag.matchAll(/\s([a-z-]+)(?:="([^"]*)")?/gi)].map(([, name = '', value = '']) => [name, value]),
  );

const tags = (html: string, name: string) => html.match(new RegExp(`<${name}(?=[\\s>/])[^>]*>`, 'g')) ?? [];

describe.each(CASES)('%s in %s', (name, locale) => {
  const page = PAGES[name] as () => VNode;
  const html = renderPage(page(), viewOf(locale, name.startsWith('front') ? {} : { account: { name: 'Li' } }));

  it('is a document in its language', () => {
    expect(html.startsWith('<!doctype html>\n<html ')).toBe(true);
    expect(tags(html, 'html').map((tag) => attributesOf(tag)['lang'])).toEqual([locale]);
    expect(html).toMatch(/<title>[^<]+<\/title>/);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain('<main');
  });

  it('has a text for everything', () => {
    const words = html.replace(/<script type="application\/ld\+json">.*?<\/script>/gs, '');
    expect(words).not.toMatch(/\{\{|undefined|\[object|NaN/);
    for (const key of PREFIXES) expect(words).not.toMatch(new RegExp(`[>" ]${key}\\.[a-zA-Z]+`));
  });

  it('labels every field', () => {
    const labelled = new Set(tags(html, 'label').map((tag) => attributesOf(tag)['for']));
    const inLabels = [...html.matchAll(/<label[^>]*>.*?<\/label>/gs)].map(([label]) => label).join('');
    const naked = ['input', 'select', 'textarea']
      .flatMap((element) => tags(html, element))
      .filter((tag) => attributesOf(tag)['type'] !== 'hidden')
      .filter((tag) => !labelled.has(attributesOf(tag)['id']) && !inLabels.includes(tag));
    expect(naked).toEqual([]);
  });

  it('points to ids that are there, each once', () => {
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const aims = [
      ...[...html.matchAll(/\saria-(?:labelledby|describedby)="([^"]*)"/g)].flatMap(([, list = '']) => list.split(' ')),
      ...[...html.matchAll(/\sfor="([^"]*)"/g)].map(([, id]) => id),
      ...[...html.matchAll(/\shref="#([^"]*)"/g)].map(([, id]) => id),
    ];
    expect(aims.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('needs nothing inline and nothing from another host', () => {
    expect(html).not.toMatch(/\sstyle="|<style|\son[a-z]+="|javascript:/i);
    const scripts = tags(html, 'script').map(attributesOf);
    expect(scripts.filter(({ src, type }) => !src && type !== 'application/ld+json')).toEqual([]);
    const loaded = [
      ...scripts.map(({ src }) => src),
      ...tags(html, 'iframe').map((tag) => attributesOf(tag)['src']),
      ...tags(html, 'img').map((tag) => attributesOf(tag)['src']),
      ...tags(html, 'link')
        .map(attributesOf)
        .filter(({ rel }) => rel !== 'canonical' && rel !== 'alternate')
        .map(({ href }) => href),
    ].filter((url) => url !== undefined);
    expect(loaded.filter((url) => !url.startsWith('/'))).toEqual([]);
    const posted = tags(html, 'form').map((tag) => attributesOf(tag)['action']);
    expect(posted.filter((action) => !action?.startsWith('/'))).toEqual([]);
  });

  it('escapes what people typed', () => {
    expect(html).not.toContain('alert(1)</script>');
    expect(html).not.toContain('<b>"');
    expect(html).not.toContain('&<b>');
  });
});

describe('what the pages say', () => {
  const htmlOf = (name: string, more: Partial<View> = {}, locale: Locale = 'en') =>
    renderPage((PAGES[name] as () => VNode)(), viewOf(locale, more));
  const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

  it('shows both clocks with both dates', () => {
    const text = textOf(htmlOf('event'));
    expect(text).toContain('Shantou Event time, GMT+8 09:00 Thu 20 May 2027');
    expect(text).toContain('Los Angeles Your time, GMT−7 18:00 Wed 19 May 2027 −1 day');
  });

  it('shows one clock when both agree, and still names the zone', () => {
    const html = htmlOf('event', { readerZone: 'Asia/Hong_Kong' });
    expect(html.match(/class="pair-side"/g)).toHaveLength(1);
    expect(textOf(html)).toContain('Event time and yours, GMT+8');
  });

  it('asks the script for the zone only when it is not known', () => {
    expect(htmlOf('event', { readerZoneKnown: false })).toContain('data-zone="unknown"');
    expect(htmlOf('event')).not.toContain('data-zone=');
  });

  it('keeps what was typed and says what to do, tied to the field', () => {
    const html = htmlOf('register-errors');
    expect(html).toContain('value="wang.li@"');
    expect(html).toMatch(/<input[^>]*id="f-email"[^>]*aria-describedby="f-email-h f-email-e"[^>]*aria-invalid="true"/);
    expect(html).toContain('<a href="#f-email">Enter a complete e-mail address');
    expect(textOf(html)).toContain('5 answers need another look');
    expect(html).not.toMatch(/name="consent"[^>]*checked/);
  });

  it('never takes a password back', () => {
    expect(tags(htmlOf('sign-in-refused'), 'input').filter((tag) => tag.includes('password'))[0]).not.toContain(
      'value=',
    );
  });

  it('disables a full category and says so', () => {
    const radios = tags(htmlOf('register'), 'input').filter((tag) => tag.includes('type="radio"'));
    expect(radios.map((tag) => tag.includes('disabled'))).toEqual([false, false, true, true, true]);
  });

  it('shows no personal link to whoever has just registered', () => {
    expect(htmlOf('registered')).not.toMatch(/\/(r|join|unsubscribe)\//);
  });

  it('opens a stream in a new window without telling where from, and never a script', () => {
    const links = tags(htmlOf('join-open'), 'a').filter((tag) => tag.includes('target='));
    expect(links.map((tag) => attributesOf(tag)['href'])).toEqual([
      'https://zoom.example/j/1',
      'https://live.bilibili.example/1',
    ]);
    for (const link of links) expect(link).toContain('rel="noreferrer noopener"');
    expect(htmlOf('join')).not.toContain('zoom.example');
  });

  it('marks a text that is only there in another language', () => {
    expect(htmlOf('event', {}, 'zh-Hans')).toContain('<span lang="en">What makes an impactful institution?</span>');
  });

  it('cannot be broken out of by a title in the data for search engines', () => {
    const view = viewOf('en');
    const html = renderPage(<JsonLd data={{ name: `</script>${MARKUP}` }} />, view);
    expect(html.match(/<\/script>/g)).toHaveLength(1);
    const json = /<script[^>]*>(.*)<\/script>/s.exec(html)?.[1] ?? '';
    expect(JSON.parse(json)).toEqual({ name: `</script>${MARKUP}` });
  });

  it('describes the event to search engines', () => {
    const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(htmlOf('event'))?.[1] ?? '';
    expect(JSON.parse(json)).toMatchObject({
      '@type': 'Event',
      name: '21st East-West Alliance Annual Meeting',
      startDate: '2027-05-20T09:00:00+08:00',
      endDate: '2027-05-21T17:30:00+08:00',
      eventStatus: 'https://schema.org/EventScheduled',
      url: `${ORIGIN}/events/ewa-2027`,
    });
  });
});

describe('an institution', () => {
  it('is described to search engines under the reader’s name for it', () => {
    const html = renderPage((PAGES['institution'] as () => VNode)(), viewOf('zh-Hant'));
    const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    expect(JSON.parse(json)).toMatchObject({
      '@type': 'Organization',
      name: '汕頭大學醫學院',
      alternateName: expect.arrayContaining(['Shantou University Medical College', 'SUMC', '醫專']) as string[],
      url: 'https://sumc.example/about',
      parentOrganization: { name: 'Shantou University' },
    });
  });

  it('leads to no address but a web address', () => {
    const page = (
      <InstitutionPage {...INSTITUTION} institution={{ ...INSTITUTION.institution, website: 'javascript:x' }} />
    );
    expect(renderPage(page, viewOf('en'))).not.toContain('javascript:');
  });
});

describe('the timeline', () => {
  it('shows numbers that nothing is recorded of as one gap', () => {
    const text = renderPage((PAGES['front'] as () => VNode)(), viewOf('en'))
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
    expect(text).toContain('11th to 17th Not recorded');
  });

  it.each([
    ['east', 'Asia/Hong_Kong'],
    ['east', 'Australia/Melbourne'],
    ['west', 'America/Winnipeg'],
    ['west', 'Europe/Amsterdam'],
  ])('puts a host %s of the meridian: %s', (side, zone) => {
    expect(sideOf(archived(1, 2007, [place('x', null, null, zone)]))).toBe(side);
  });

  it('leaves an edition without a host in the middle', () => {
    expect(sideOf(archived(1, 2007, []))).toBe('gap');
  });
});
