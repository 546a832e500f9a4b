import { BADGE_FORMATS, type BadgeFormat, type BadgesInput } from '../../../features/registration/index.js';
import { LOCALES, type LocalisedText, textIn } from '../../../kernel/locale.js';
import { type Sheet } from '../../../platform/pdf/marks.js';
import { PostForm } from '../../layout/form.js';
import { languageName } from '../../layout/shell.js';
import { registrationStatusKey } from '../../layout/status.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef, type RegistrationStatus } from '../../layout/view-models.js';
import { type TextKey } from '../../texts.js';
import { EditionConsole } from '../parts/edition-console.js';
import { SheetPreview } from './sheet-preview.js';

/** A GET chooses: `format, language, status, category` and the rest of the list's filter. A POST with the same has them made. */
export interface BadgesPageProps {
  edition: EditionRef;
  input: BadgesInput;
  count: number;
  /** More than somebody waits for: they are made in the background. */
  isLong: boolean;
  /** The first page; null without badges. */
  preview: Sheet | null;
  categories: readonly { id: string; name: LocalisedText }[];
}

const FORMATS: Record<BadgeFormat, TextKey> = {
  'a6-sheet': 'badges.format.a6Sheet',
  a6: 'badges.format.a6',
  'tall-sheet': 'badges.format.tallSheet',
  'card-sheet': 'badges.format.cardSheet',
};

const STATUSES: readonly RegistrationStatus[] = [
  'confirmed',
  'offered',
  'waitlisted',
  'pending',
  'declined',
  'cancelled',
];

/** The parts of the filter that are not chosen here go along. */
function Hidden({ filter }: { filter: BadgesInput['filter'] }) {
  const { institution, checkedIn, q } = filter;
  return (
    <>
      {institution && <input type="hidden" name="institution" value={institution} />}
      {checkedIn !== undefined && <input type="hidden" name="checkedIn" value={String(checkedIn)} />}
      {q && <input type="hidden" name="q" value={q} />}
    </>
  );
}

/** `/organise/editions/{key}/registrations/badges` */
export function BadgesPage({ edition, input, count, isLong, preview, categories }: BadgesPageProps) {
  const { t, locale } = useView();
  const { format, language, filter } = input;
  const base = `/organise/editions/${edition.key}/registrations`;
  const isNarrowed = [filter.institution, filter.checkedIn, filter.q].some((value) => value !== undefined);
  return (
    <EditionConsole edition={edition} place="registrations" title={t('badges.title')} note={t('badges.note')}>
      <p class="badge-count">
        <a href={base}>{t('badges.back')}</a>
      </p>
      <form class="filter" method="get" action={`${base}/badges`}>
        <Hidden filter={filter} />
        <div class="field">
          <label for="format">{t('badges.size')}</label>
          <select class="input" id="format" name="format">
            {BADGE_FORMATS.map((one) => (
              <option key={one} value={one} selected={one === format}>
                {t(FORMATS[one])}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="language">{t('badges.language')}</label>
          <select class="input" id="language" name="language">
            {LOCALES.map((one) => (
              <option key={one} value={one} lang={one} selected={one === language}>
                {languageName(one)}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="status">{t('badges.status')}</label>
          <select class="input" id="status" name="status">
            <option value="all">{t('console.all')}</option>
            {STATUSES.map((one) => (
              <option key={one} value={one} selected={one === filter.status}>
                {t(registrationStatusKey(one))}
              </option>
            ))}
          </select>
        </div>
        {categories.length > 1 && (
          <div class="field">
            <label for="category">{t('manage.category')}</label>
            <select class="input" id="category" name="category">
              <option value="">{t('console.all')}</option>
              {categories.map(({ id, name }) => (
                <option key={id} value={id} selected={id === filter.category}>
                  {textIn(name, locale)}
                </option>
              ))}
            </select>
          </div>
        )}
        <button class="btn" type="submit">
          {t('badges.show')}
        </button>
      </form>
      {isNarrowed && <p class="note">{t('badges.narrowed')}</p>}
      <p class="badge-count">
        <b>{t('badges.count', { count })}</b> {isLong && t('badges.long')}
      </p>
      {count > 0 && (
        <PostForm action={`${base}/badges`} class="row">
          <Hidden filter={filter} />
          <input type="hidden" name="format" value={format} />
          <input type="hidden" name="language" value={language} />
          <input type="hidden" name="status" value={filter.status ?? 'all'} />
          {filter.category && <input type="hidden" name="category" value={filter.category} />}
          <button class="btn btn-primary" type="submit">
            {isLong ? t('badges.make') : t('badges.download')}
          </button>
        </PostForm>
      )}
      {preview && (
        <section class="badge-preview" aria-labelledby="preview">
          <h2 id="preview">{t('badges.preview')}</h2>
          <p class="help">{t('badges.previewHelp')}</p>
          <SheetPreview sheet={preview} label={t('badges.preview')} />
        </section>
      )}
    </EditionConsole>
  );
}
