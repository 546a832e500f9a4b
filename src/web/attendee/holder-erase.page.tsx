import { EditionName, editionName } from '../layout/edition.js';
import { Checkbox, ErrorSummary, type FormState, PostForm } from '../layout/form.js';
import { Shell } from '../layout/shell.js';
import { useView } from '../layout/view-context.js';
import { type EditionRef } from '../layout/view-models.js';

type Edition = Pick<EditionRef, 'key' | 'series' | 'ordinal' | 'title' | 'when'>;

export interface ErasePageProps {
  token: string;
  edition: Edition;
  email: string;
  /** A place, or one in line, goes with it. */
  isOn: boolean;
  form: FormState;
}

/** `/r/{token}/erase`: asks, and says what goes and what stays. The form sends `sure`. */
export function ErasePage({ token, edition, email, isOn, form }: ErasePageProps) {
  const { t, locale } = useView();
  const event = editionName(edition, locale, t);
  const title = t('holder.erase.title', { event });
  const common = { form, explain: () => t('holder.erase.notSure') };
  return (
    <Shell title={form.errors.length > 0 ? t('form.errorTitle', { title }) : title} mainClass="wrap">
      <div class="masthead">
        <p class="crumb">
          <a href={`/r/${token}`}>{t('manage.heading')}</a>
        </p>
        <h1>{t('holder.erase.heading')}</h1>
        <p class="lede">{t('holder.erase.lede', { event })}</p>
      </div>
      <div class="stack">
        <ErrorSummary {...common} />
        <ul>
          {isOn && <li>{t('holder.erase.place')}</li>}
          <li>{t('holder.erase.goes', { email })}</li>
          <li>{t('holder.erase.links')}</li>
          <li>{t('holder.erase.stays')}</li>
          <li>{t('holder.erase.noMail')}</li>
          <li>{t('holder.erase.others')}</li>
        </ul>
        <p>
          <a href={`/r/${token}/data.json`} download>
            {t('holder.erase.download')}
          </a>
        </p>
        <PostForm action={`/r/${token}/erase`}>
          <Checkbox name="sure" required {...common}>
            {t('holder.erase.sure')}
          </Checkbox>
          <div class="row">
            <button class="btn btn-danger btn-l" type="submit">
              {t('holder.erase.action')}
            </button>
            <a class="btn btn-l" href={`/r/${token}`}>
              {t('holder.erase.keep')}
            </a>
          </div>
        </PostForm>
      </div>
    </Shell>
  );
}

/** `/events/{key}/erased` */
export function ErasedPage({ edition }: { edition: Edition }) {
  const { t } = useView();
  return (
    <Shell title={t('holder.erased.heading')} mainClass="wrap">
      <div class="masthead">
        <p class="crumb">
          <a href={`/events/${edition.key}`}>
            <EditionName edition={edition} />
          </a>
        </p>
        <h1>{t('holder.erased.heading')}</h1>
        <p class="lede">{t('holder.erased.text')}</p>
      </div>
      <p>{t('holder.erased.mail')}</p>
    </Shell>
  );
}
