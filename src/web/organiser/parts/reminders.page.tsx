import {
  AUDIENCE_STATUSES,
  type DeliveryState,
  PLACEHOLDERS,
  type ReminderRuleDetails,
} from '../../../features/messaging/index.js';
import { type Locale, LOCALES, type LocalisedText } from '../../../kernel/locale.js';
import { EmptyList } from '../../layout/data-table.js';
import { Field, FieldGroup, idOf, PostForm, valueOf } from '../../layout/form.js';
import { Localised } from '../../layout/localised.js';
import { languageName } from '../../layout/shell.js';
import { registrationStatusKey } from '../../layout/status.js';
import { TimesLine } from '../../layout/time-pair.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { type TextKey } from '../../texts.js';
import { EditForm } from '../forms/edit-form.js';
import { EDIT_SCRIPTS, type EditState } from '../forms/edit-state.js';
import { LocalisedField } from '../forms/fields.js';
import { offsetText } from '../offset.js';
import { DeliveryCounts, lineState } from './delivery-counts.js';
import { EditionConsole, ReadOnly, Remove } from './edition-console.js';
import { Boxes, type Common, Radios } from './fields.js';
import { explainPart } from './part-errors.js';
import { OFFSET_UNITS, type OffsetUnit } from './reminder-form.js';

export const REMINDER_DONE = {
  created: 'parts.reminder.created',
  saved: 'parts.saved',
  removed: 'parts.reminder.removed',
  on: 'parts.reminder.turnedOn',
  off: 'parts.reminder.turnedOff',
} as const;

export const REMINDER_REFUSED = { changed: 'parts.changed' } as const;

/** A rule, and how many people it would reach now. */
export type ReminderView = ReminderRuleDetails & { recipients: number };

type Edition = EditionRef & { city: string | null };

interface RemindersPageProps {
  edition: Edition;
  /** By due time. */
  reminders: ReminderView[];
  confirmations: Partial<Record<DeliveryState, number>>;
  mayEdit: boolean;
  done: keyof typeof REMINDER_DONE | null;
  refused: keyof typeof REMINDER_REFUSED | null;
}

/** When it leaves, on both clocks. */
function Due({ edition, reminder }: { edition: Edition; reminder: ReminderRuleDetails }) {
  const { t } = useView();
  const { timeZone } = edition.when;
  if (!reminder.dueAt || !timeZone) return <>{t('parts.reminder.noDate')}</>;
  return <TimesLine startsAt={reminder.dueAt} endsAt={null} timeZone={timeZone} city={edition.city} />;
}

function ReminderItem({ edition, reminder, mayEdit }: { edition: Edition; reminder: ReminderView; mayEdit: boolean }) {
  const { t } = useView();
  const { id, offset, enabled, counts, recipients, subject, version } = reminder;
  const base = `/organise/editions/${edition.key}`;
  const title = offsetText(offset, t);
  return (
    <li data-is={lineState(counts, enabled)}>
      <div class="rem">
        <div class="rem-head">
          <div class="row">
            <h2>
              <a href={`${base}/reminders/${id}`}>{title}</a>
            </h2>
            {!enabled && <span class="status">{t('overview.off')}</span>}
          </div>
          {mayEdit && (
            <PostForm action={`${base}/reminders/${id}/${enabled ? 'disable' : 'enable'}`} class="row">
              <input type="hidden" name="version" value={version} />
              <button class="btn" type="submit">
                {enabled ? t('parts.reminder.turnOff') : t('parts.reminder.turnOn')} <span class="vh">{title}</span>
              </button>
            </PostForm>
          )}
        </div>
        <p class="muted">
          <Due edition={edition} reminder={reminder} />
        </p>
        {subject && (
          <p class="small">
            <Localised text={subject} />
          </p>
        )}
        <p class="small">
          {enabled
            ? t('parts.reminder.reaches', { count: recipients })
            : t('parts.reminder.wouldReach', { count: recipients })}
        </p>
        <DeliveryCounts counts={counts} />
        <p class="small">
          <a href={`${base}/deliveries?rule=${id}`}>
            {t('overview.seeWho')} <span class="vh">{title}</span>
          </a>
        </p>
      </div>
    </li>
  );
}

/** `/organise/editions/{key}/reminders` */
export function RemindersPage({ edition, reminders, confirmations, mayEdit, done, refused }: RemindersPageProps) {
  const { t } = useView();
  const base = `/organise/editions/${edition.key}`;
  return (
    <EditionConsole
      edition={edition}
      place="reminders"
      title={t('console.reminders')}
      note={t('parts.reminder.note')}
      action={
        mayEdit && (
          <a class="btn btn-primary" href={`${base}/reminders/new`}>
            {t('parts.reminder.add')}
          </a>
        )
      }
      done={done && t(REMINDER_DONE[done])}
      refused={refused && t(REMINDER_REFUSED[refused])}
    >
      {edition.status === 'draft' && <p class="note">{t('parts.reminder.muted')}</p>}
      {edition.status === 'postponed' && <p class="note">{t('parts.reminder.postponed')}</p>}
      <ol class="line part-line" role="list">
        <li data-is={lineState(confirmations, true)}>
          <div class="rem">
            <h2>{t('delivery.kind.confirmation')}</h2>
            <p class="muted">{t('overview.confirmationNote')}</p>
            <DeliveryCounts counts={confirmations} />
          </div>
        </li>
        {reminders.map((reminder) => (
          <ReminderItem key={reminder.id} edition={edition} reminder={reminder} mayEdit={mayEdit} />
        ))}
      </ol>
      {reminders.length === 0 && (
        <EmptyList clear={null} title={t('overview.noReminders')} text={t('parts.reminder.noneText')} />
      )}
    </EditionConsole>
  );
}

const UNITS: Record<OffsetUnit, TextKey> = { days: 'unit.days', hours: 'unit.hours', minutes: 'unit.minutes' };

/** How long before or after the start; an offset that has no plain unit is kept as it is. */
function OffsetFields(common: Common) {
  const { t } = useView();
  const { form } = common;
  const unit = valueOf(form, 'timing.unit', 'days');
  const direction = valueOf(form, 'timing.direction', 'before');
  const asIs = valueOf(form, 'timing.as-is');
  const wrong = form.errors.some(({ path }) => path === 'offset') ? 'true' : undefined;
  return (
    <FieldGroup name="offset" label={t('parts.reminder.offset')} help={t('parts.reminder.offsetHelp')} {...common}>
      <div class="offset-row">
        <label class="vh" for="f-timing-amount">
          {t('parts.reminder.amount')}
        </label>
        <input
          class="input"
          id="f-timing-amount"
          name="timing.amount"
          inputMode="numeric"
          maxLength={4}
          aria-invalid={wrong}
          value={valueOf(form, 'timing.amount')}
        />
        <label class="vh" for="f-timing-unit">
          {t('parts.reminder.unit')}
        </label>
        <select class="input" id="f-timing-unit" name="timing.unit">
          {OFFSET_UNITS.map((one) => (
            <option key={one} value={one} selected={one === unit}>
              {t(UNITS[one])}
            </option>
          ))}
          {unit === 'as-is' && (
            <option value="as-is" selected>
              {asIs}
            </option>
          )}
        </select>
        <label class="vh" for="f-timing-direction">
          {t('parts.reminder.direction')}
        </label>
        <select class="input" id="f-timing-direction" name="timing.direction">
          <option value="before" selected={direction === 'before'}>
            {t('parts.reminder.before')}
          </option>
          <option value="after" selected={direction === 'after'}>
            {t('parts.reminder.after')}
          </option>
        </select>
      </div>
      {asIs && <input type="hidden" name="timing.as-is" value={asIs} />}
    </FieldGroup>
  );
}

/** What the audience can be chosen from. */
export interface AudienceChoices {
  categories: { id: string; name: LocalisedText }[];
  institutions: { slug: string; name: LocalisedText }[];
}

function AudienceFields({ categories, institutions, ...common }: Common & AudienceChoices) {
  const { t } = useView();
  const isNarrow = valueOf(common.form, 'audience.institutions') !== '';
  return (
    <section class="section" aria-labelledby="audience">
      <div class="section-head">
        <h2 id="audience">{t('parts.reminder.audience')}</h2>
        <p>{t('parts.reminder.audienceNote')}</p>
      </div>
      <div class="form" id={idOf('audience')}>
        <Boxes
          name="audience.statuses"
          label={t('console.state')}
          options={AUDIENCE_STATUSES.map((status) => ({
            value: status,
            text: t(registrationStatusKey(status)),
          }))}
          {...common}
        />
        {categories.length > 1 && (
          <Boxes
            name="audience.categories"
            label={t('console.categories')}
            options={categories.map(({ id, name }) => ({ value: id, text: <Localised text={name} /> }))}
            {...common}
          />
        )}
        <Boxes
          name="audience.attendance"
          label={t('new.attendance')}
          options={[
            { value: 'online', text: t('attendance.online') },
            { value: 'in_person', text: t('attendance.inPerson') },
          ]}
          {...common}
        />
        <Boxes
          name="audience.locales"
          label={t('parts.reminder.locales')}
          options={LOCALES.map((one) => ({ value: one, text: <span lang={one}>{languageName(one)}</span> }))}
          {...common}
        />
        {institutions.length > 0 && (
          <details open={isNarrow}>
            <summary>{t('parts.reminder.institutionsAsk')}</summary>
            <Boxes
              name="audience.institutions"
              label={t('console.institutions')}
              options={institutions.map(({ slug, name }) => ({ value: slug, text: <Localised text={name} /> }))}
              {...common}
            />
          </details>
        )}
      </div>
    </section>
  );
}

function ReminderFields({
  choices,
  languages,
  ...common
}: Common & { choices: AudienceChoices; languages: readonly Locale[] }) {
  const { t } = useView();
  return (
    <>
      <section class="section" aria-labelledby="when">
        <div class="section-head">
          <h2 id="when">{t('new.when')}</h2>
        </div>
        <div class="form">
          <div class="field">
            <label class="switch" for={idOf('enabled')}>
              <input
                type="checkbox"
                role="switch"
                id={idOf('enabled')}
                name="enabled"
                value="true"
                checked={valueOf(common.form, 'enabled') === 'true'}
              />
              <span>{t('parts.reminder.enabled')}</span>
            </label>
          </div>
          <OffsetFields {...common} />
          <Field name="at" label={t('parts.reminder.at')} help={t('parts.reminder.atHelp')} optional {...common}>
            {(control) => (
              <input class="input input-short" type="time" {...control} value={valueOf(common.form, 'at')} />
            )}
          </Field>
          <Radios
            name="latePolicy"
            label={t('parts.reminder.late')}
            help={t('parts.reminder.lateHelp')}
            otherwise="skip"
            options={[
              { value: 'send', text: t('parts.reminder.lateSend') },
              { value: 'skip', text: t('parts.reminder.lateSkip') },
            ]}
            {...common}
          />
        </div>
      </section>
      <AudienceFields {...choices} {...common} />
      <section class="section" aria-labelledby="words">
        <div class="section-head">
          <h2 id="words">{t('parts.reminder.words')}</h2>
          <p>{t('parts.reminder.wordsNote')}</p>
        </div>
        <div class="form">
          <LocalisedField
            name="subject"
            label={t('parts.reminder.subject')}
            languages={languages}
            maxLength={200}
            {...common}
          />
          <LocalisedField
            name="body"
            label={t('parts.reminder.body')}
            languages={languages}
            maxLength={5000}
            multiline
            {...common}
          />
          <div>
            <h3 class="placeholder-title">{t('parts.reminder.placeholders')}</h3>
            <dl class="facts placeholder-list">
              {PLACEHOLDERS.map((name) => (
                <div key={name}>
                  <dt>
                    <code>{`{${name}}`}</code>
                  </dt>
                  <dd>{t(MEANINGS[name])}</dd>
                </div>
              ))}
            </dl>
          </div>
        </div>
      </section>
    </>
  );
}

const MEANINGS: Record<(typeof PLACEHOLDERS)[number], TextKey> = {
  name: 'parts.reminder.placeholder.name',
  event: 'parts.reminder.placeholder.event',
  start: 'parts.reminder.placeholder.start',
  join: 'parts.reminder.placeholder.join',
  manage: 'parts.reminder.placeholder.manage',
};

interface ReminderPageProps {
  edition: Edition;
  /** Null for one that is yet to be made. */
  reminder: ReminderView | null;
  choices: AudienceChoices;
  languages: readonly Locale[];
  form: EditState;
  mayEdit: boolean;
  refused?: keyof typeof REMINDER_REFUSED | null;
}

/** `/organise/editions/{key}/reminders/{id}`, and `…/new` */
export function ReminderPage({ edition, reminder, choices, languages, form, mayEdit, refused }: ReminderPageProps) {
  const { t } = useView();
  const common = { form, explain: explainPart(t) };
  const base = `/organise/editions/${edition.key}`;
  const fields = <ReminderFields choices={choices} languages={languages} {...common} />;
  return (
    <EditionConsole
      edition={edition}
      place="reminders"
      title={reminder ? t('parts.reminder.edit') : t('parts.reminder.add')}
      note={<a href={`${base}/reminders`}>{t('parts.reminder.all')}</a>}
      refused={refused && t(REMINDER_REFUSED[refused])}
      scripts={EDIT_SCRIPTS}
    >
      {reminder && (
        <section class="card part-card" aria-labelledby="effect">
          <h2 id="effect">{offsetText(reminder.offset, t)}</h2>
          <p>
            <Due edition={edition} reminder={reminder} />
          </p>
          <p>{t('parts.reminder.wouldReach', { count: reminder.recipients })}</p>
          <DeliveryCounts counts={reminder.counts} />
          {edition.status === 'draft' && <p class="small muted">{t('parts.reminder.muted')}</p>}
          <p class="small">
            <a href={`${base}/deliveries?rule=${reminder.id}`}>{t('overview.seeWho')}</a>
          </p>
        </section>
      )}
      {mayEdit ? (
        <EditForm
          class="long-form"
          submit={reminder ? t('parts.save') : t('parts.reminder.make')}
          labels={{
            timing: t('parts.reminder.offset'),
            at: t('parts.reminder.at'),
            latePolicy: t('parts.reminder.late'),
            'audience.statuses': t('console.state'),
            'audience.categories': t('console.categories'),
            'audience.attendance': t('new.attendance'),
            'audience.locales': t('parts.reminder.locales'),
            'audience.institutions': t('console.institutions'),
            subject: t('parts.reminder.subject'),
            body: t('parts.reminder.body'),
            enabled: t('parts.reminder.enabled'),
          }}
          {...common}
        >
          {fields}
        </EditForm>
      ) : (
        <ReadOnly>{fields}</ReadOnly>
      )}
      {mayEdit && reminder && (
        <Remove
          action={`${base}/reminders/${reminder.id}/remove`}
          version={reminder.version}
          ask={t('parts.reminder.removeAsk')}
          text={t('parts.reminder.removeText')}
          button={t('parts.reminder.remove')}
        />
      )}
    </EditionConsole>
  );
}
