import { type InvitationState } from '../../../features/registration/index.js';
import { type Locale, LOCALES, type LocalisedText, textIn } from '../../../kernel/locale.js';
import { cityOf } from '../../../platform/i18n/format.js';
import { Field, valueOf } from '../../layout/form.js';
import { languageName } from '../../layout/shell.js';
import { useView } from '../../layout/view-context.js';
import { type TextKey } from '../../texts.js';
import { type Common, WallTimeField } from '../parts/fields.js';

const STATES: Record<InvitationState, { look?: string; text: TextKey }> = {
  open: { look: 'planned', text: 'invitations.state.open' },
  used: { look: 'confirmed', text: 'invitations.state.used' },
  withdrawn: { look: 'cancelled', text: 'invitations.state.withdrawn' },
  expired: { text: 'invitations.state.expired' },
};

export const stateKey = (state: InvitationState): TextKey => STATES[state].text;

export function InvitationStateMark({ state }: { state: InvitationState }) {
  const { t } = useView();
  return (
    <span class="status" data-is={STATES[state].look}>
      {t(STATES[state].text)}
    </span>
  );
}

/** What is chosen from. */
export interface CategoryChoice {
  id: string;
  name: LocalisedText;
  invitationOnly: boolean;
}

export function CategorySelect({ categories, ...common }: Common & { categories: readonly CategoryChoice[] }) {
  const { t, locale } = useView();
  const only = categories.length === 1 ? categories[0]!.id : (categories.find((one) => one.invitationOnly)?.id ?? '');
  const chosen = valueOf(common.form, 'category', only);
  return (
    <Field name="category" label={t('invitations.category')} {...common}>
      {(control) => (
        <select class="input" required {...control}>
          <option value="">{t('question.choose')}</option>
          {categories.map(({ id, name, invitationOnly }) => (
            <option key={id} value={id} selected={id === chosen}>
              {textIn(name, locale)}
              {invitationOnly && ` (${t('invitations.invitationOnly')})`}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Language of the mail, own words, and until when. */
export function MailFields({
  zone,
  languages,
  ofList,
  ...common
}: Common & {
  zone: string;
  languages: readonly Locale[];
  /** Each row of a list may name a language of its own. */
  ofList?: boolean;
}) {
  const { t, locale } = useView();
  const { form } = common;
  const chosen = valueOf(form, 'locale', languages[0] ?? 'en');
  return (
    <>
      <Field name="locale" label={t('invitations.language')} help={ofList && t('invitations.languageHelp')} {...common}>
        {(control) => (
          <select class="input" {...control}>
            {LOCALES.map((one) => (
              <option key={one} value={one} lang={one} selected={one === chosen}>
                {languageName(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field name="message" label={t('invitations.message')} help={t('invitations.messageHelp')} optional {...common}>
        {(control) => (
          <textarea class="input" rows={5} maxLength={4000} {...control} value={valueOf(form, 'message')} />
        )}
      </Field>
      <WallTimeField
        name="expiresAt"
        label={t('invitations.expiresAt')}
        help={t('invitations.expiresAtHelp', { city: cityOf(locale, zone) })}
        zone={zone}
        optional
        {...common}
      />
    </>
  );
}
