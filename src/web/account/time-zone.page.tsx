import { PostForm, Field, EMPTY_FORM } from '../layout/form.js';
import { Shell } from '../layout/shell.js';
import { useView } from '../layout/view-context.js';
import { ZoneSelect } from '../layout/zone-select.js';

/** The form posts `timeZone, to` to `/time-zone`, which sets the cookie `tz` and goes back. */
export interface TimeZonePageProps {
  /** Where to go afterwards: a path of this site. */
  to: string;
  suggested: string[];
}

/** `/time-zone`: for readers elsewhere than their device says, and for those without scripts. */
export function TimeZonePage({ to, suggested }: TimeZonePageProps) {
  const { t, readerZone, readerZoneKnown } = useView();
  return (
    <Shell title={t('zone.title')} mainClass="wrap">
      <div class="masthead">
        <h1>{t('zone.title')}</h1>
        <p class="lede">{t('zone.lede')}</p>
      </div>
      <PostForm action="/time-zone">
        <input type="hidden" name="to" value={to} />
        <Field name="timeZone" label={t('register.timeZone')} form={EMPTY_FORM} explain={() => ''}>
          {(control) => (
            <ZoneSelect
              {...control}
              value={readerZoneKnown ? readerZone : ''}
              suggested={suggested}
              prefill={!readerZoneKnown}
            />
          )}
        </Field>
        <div class="row">
          <button class="btn btn-primary btn-l" type="submit">
            {t('zone.use')}
          </button>
        </div>
      </PostForm>
    </Shell>
  );
}
