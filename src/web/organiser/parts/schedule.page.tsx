import { type ReschedulePreview, type RescheduleOutcome } from '../../../features/editions/index.js';
import { cityOf } from '../../../platform/i18n/format.js';
import { TableHead } from '../../layout/data-table.js';
import { cityOfEdition } from '../../layout/edition.js';
import { ErrorSummary, Field, type FormState, PostForm, valueOf } from '../../layout/form.js';
import { TimePair, TimesLine } from '../../layout/time-pair.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { ZoneSelect } from '../../layout/zone-select.js';
import { type TextKey } from '../../texts.js';
import { offsetText } from '../offset.js';
import { EditionConsole, ReadOnly } from './edition-console.js';
import { type Common, WallTimeField } from './fields.js';
import { explainPart } from './part-errors.js';

export const SCHEDULE_DONE = { moved: 'parts.schedule.moved' } as const;

type Edition = EditionRef & { city: string | null };

/** Start, end and zone of something that takes place once. */
export function TimeFields({ suggested, ...common }: Common & { suggested: readonly string[] }) {
  const { t, locale, readerZone, readerZoneKnown } = useView();
  const zone = valueOf(common.form, 'timeZone', suggested[0] ?? (readerZoneKnown ? readerZone : 'UTC'));
  return (
    <>
      <Field name="timeZone" label={t('new.timeZone')} {...common}>
        {(control) => <ZoneSelect {...control} value={zone} suggested={suggested} />}
      </Field>
      <WallTimeField
        name="startsAt"
        zone={zone}
        label={t('new.startsAt')}
        help={t('new.startsAtHelp', { city: cityOf(locale, zone) })}
        {...common}
      />
      <WallTimeField name="endsAt" zone={zone} label={t('new.endsAt')} {...common} />
    </>
  );
}

interface SchedulePageProps {
  edition: Edition;
  version: number;
  form: FormState;
  mayEdit: boolean;
  done: keyof typeof SCHEDULE_DONE | null;
}

/** `/organise/editions/{key}/schedule` */
export function SchedulePage({ edition, version, form, mayEdit, done }: SchedulePageProps) {
  const { t } = useView();
  const common = { form, explain: explainPart(t) };
  const { startsAt, endsAt, timeZone } = edition.when;
  const suggested = [...(timeZone ? [timeZone] : []), ...edition.hosts.flatMap((host) => host.timeZone ?? [])];
  const fields = (
    <section class="section" aria-labelledby="when">
      <div class="section-head">
        <h2 id="when">{t('new.when')}</h2>
        <p>{t('new.whenNote')}</p>
      </div>
      <div class="form">
        <TimeFields suggested={suggested} {...common} />
      </div>
    </section>
  );
  return (
    <EditionConsole
      edition={edition}
      place="schedule"
      title={t('console.schedule')}
      note={t('parts.schedule.note')}
      done={done && t(SCHEDULE_DONE[done])}
      scripts={['console.js']}
    >
      {startsAt && timeZone && (
        <TimePair startsAt={startsAt} endsAt={endsAt} timeZone={timeZone} city={cityOfEdition(edition)} />
      )}
      {mayEdit ? (
        <>
          <ErrorSummary {...common} />
          <PostForm action={`/organise/editions/${edition.key}/schedule/preview`} class="long-form part-form">
            <input type="hidden" name="version" value={version} />
            {fields}
            <div class="row form-end">
              <button class="btn btn-primary btn-l" type="submit">
                {t('parts.schedule.preview')}
              </button>
              <p class="help">{t('parts.schedule.previewNote')}</p>
            </div>
          </PostForm>
        </>
      ) : (
        <ReadOnly>{fields}</ReadOnly>
      )}
    </EditionConsole>
  );
}

const OUTCOMES: Record<RescheduleOutcome, { look?: string; text: TextKey }> = {
  unchanged: { text: 'parts.schedule.unchanged' },
  moved: { look: 'planned', text: 'parts.schedule.movedTo' },
  waiting: { look: 'pending', text: 'parts.schedule.waiting' },
  again: { look: 'uncertain', text: 'parts.schedule.again' },
  late: { look: 'uncertain', text: 'parts.schedule.late' },
  superseded: { text: 'parts.schedule.superseded' },
  skipped: { look: 'cancelled', text: 'parts.schedule.skipped' },
  past: { text: 'parts.schedule.past' },
};

interface SchedulePreviewPageProps {
  edition: Edition;
  preview: ReschedulePreview;
  /** What is sent when it is confirmed: exact instants, the zone, the version and the mark of what is shown here. */
  confirm: Record<'startsAt' | 'endsAt' | 'timeZone' | 'version' | 'seen', string>;
  /** It was confirmed, but something had changed since it was shown. */
  isRenewed: boolean;
}

/** The answer to “show what would move”; nothing has been changed yet. */
export function SchedulePreviewPage({ edition, preview, confirm, isRenewed }: SchedulePreviewPageProps) {
  const { t } = useView();
  const base = `/organise/editions/${edition.key}/schedule`;
  const zoneBefore = edition.when.timeZone ?? confirm.timeZone;
  const city = cityOfEdition(edition);
  const columns = { before: t('parts.schedule.before'), after: t('parts.schedule.after') };
  const at = (instant: Date | null, zone: string) =>
    instant ? <TimesLine startsAt={instant} endsAt={null} timeZone={zone} city={city} /> : t('parts.schedule.none');
  return (
    <EditionConsole
      edition={edition}
      place="schedule"
      title={t('parts.schedule.previewTitle')}
      note={t('parts.schedule.nothingYet')}
      refused={isRenewed ? t('parts.schedule.renewed') : null}
    >
      <section class="part-section" aria-labelledby="event">
        <h2 id="event">{t('parts.schedule.event')}</h2>
        <div class="data">
          <table role="table">
            <TableHead
              columns={[{ text: t('parts.schedule.what') }, { text: columns.before }, { text: columns.after }]}
            />
            <tbody role="rowgroup">
              {(['startsAt', 'endsAt'] as const).map((side) => (
                <tr role="row" key={side}>
                  <th role="rowheader" scope="row">
                    {side === 'startsAt' ? t('new.startsAt') : t('new.endsAt')}
                  </th>
                  <td role="cell" data-label={columns.before}>
                    {at(preview[side].before, zoneBefore)}
                  </td>
                  <td role="cell" data-label={columns.after}>
                    {at(preview[side].after, confirm.timeZone)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <section class="part-section" aria-labelledby="reminders">
        <h2 id="reminders">{t('console.reminders')}</h2>
        <p class="muted">{t('parts.schedule.remindersNote')}</p>
        {preview.deliveries.length === 0 ? (
          <p class="muted">{t('parts.schedule.noReminders')}</p>
        ) : (
          <div class="data">
            <table role="table">
              <TableHead
                columns={[
                  { text: t('delivery.kind.reminder') },
                  { text: columns.before },
                  { text: columns.after },
                  { text: t('parts.schedule.people'), isNumber: true },
                  { text: t('parts.schedule.outcome') },
                ]}
              />
              <tbody role="rowgroup">
                {preview.deliveries.map(({ rule, offset, recipients, before, after, outcome }) => (
                  <tr role="row" key={`${rule} ${outcome}`}>
                    <th role="rowheader" scope="row">
                      {offsetText(offset, t)}
                    </th>
                    <td role="cell" data-label={columns.before}>
                      {at(before, zoneBefore)}
                    </td>
                    <td role="cell" data-label={columns.after}>
                      {at(after, confirm.timeZone)}
                    </td>
                    <td role="cell" data-num data-label={t('parts.schedule.people')}>
                      {recipients}
                    </td>
                    <td role="cell" data-label={t('parts.schedule.outcome')}>
                      <span class="status" data-is={OUTCOMES[outcome].look}>
                        {t(OUTCOMES[outcome].text)}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <p class="small muted">{t('parts.schedule.stays')}</p>
      </section>
      <div class="row form-end">
        <PostForm action={base} class="row">
          {Object.entries(confirm).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button class="btn btn-primary btn-l" type="submit">
            {t('parts.schedule.confirm')}
          </button>
        </PostForm>
        <a class="btn btn-l" href={base}>
          {t('parts.schedule.back')}
        </a>
      </div>
    </EditionConsole>
  );
}
