import { type BulkAction, type RegistrationFilter } from '../../../features/registration/index.js';
import { PostForm } from '../../layout/form.js';
import { Name } from '../../layout/localised.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { type TextKey } from '../../texts.js';
import { EditionConsole } from '../parts/edition-console.js';
import { listHref, parametersOf } from './list-query.js';

export interface BulkPageProps {
  edition: EditionRef;
  action: BulkAction;
  filter: RegistrationFilter;
  /** Null: all of the filter. */
  chosen: readonly { id: string; name: string }[] | null;
  count: number;
}

const ASK: Record<BulkAction, TextKey> = {
  approve: 'registrations.ask.approve',
  decline: 'registrations.ask.decline',
  promote: 'registrations.ask.promote',
  cancel: 'registrations.ask.cancel',
  'resend-link': 'registrations.ask.resendLink',
  'check-in': 'registrations.ask.checkIn',
};

const YES: Record<BulkAction, TextKey> = {
  approve: 'registrations.yes.approve',
  decline: 'registrations.yes.decline',
  promote: 'registrations.yes.promote',
  cancel: 'registrations.yes.cancel',
  'resend-link': 'registrations.yes.resendLink',
  'check-in': 'registrations.yes.checkIn',
};

const TAKES_AWAY: readonly BulkAction[] = ['decline', 'cancel'];

/** Asks once more before many people get a mail, or lose something. Sent to the same address, with `confirmed`. */
export function BulkPage({ edition, action, filter, chosen, count }: BulkPageProps) {
  const { t } = useView();
  const base = `/organise/editions/${edition.key}/registrations`;
  const hidden: [string, string][] = [
    ['action', action],
    ['confirmed', 'true'],
    ...(chosen ? chosen.map(({ id }): [string, string] => ['ids', id]) : [['all', 'true'] as [string, string]]),
    ...Object.entries(parametersOf(filter)).flatMap(([name, value]): [string, string][] =>
      value === null ? [] : [[name, value]],
    ),
  ];
  return (
    <EditionConsole edition={edition} place="registrations" title={t(ASK[action], { count })}>
      {chosen && (
        <ul class="stack-s">
          {chosen.map(({ id, name }) => (
            <li key={id}>
              <Name>{name}</Name>
            </li>
          ))}
        </ul>
      )}
      <PostForm action={`${base}/bulk`} class="form stack">
        {hidden.map(([name, value]) => (
          <input key={`${name}${value}`} type="hidden" name={name} value={value} />
        ))}
        {action === 'decline' && <DeclineWords />}
        <div class="row form-end">
          <button class={`btn btn-l ${TAKES_AWAY.includes(action) ? 'btn-danger' : 'btn-primary'}`} type="submit">
            {t(YES[action], { count })}
          </button>
          <a class="btn btn-l" href={listHref(base, filter)}>
            {t('registrations.back')}
          </a>
        </div>
      </PostForm>
    </EditionConsole>
  );
}

/** What goes with a decline: words for the person, and others for the reviewers. */
export function DeclineWords({ idPrefix = '' }: { idPrefix?: string }) {
  const { t } = useView();
  return (
    <>
      <div class="field">
        <label for={`${idPrefix}message`}>
          {t('registrations.message')} <span class="opt">{t('form.optional')}</span>
        </label>
        <p class="help" id={`${idPrefix}message-h`}>
          {t('registrations.messageHelp')}
        </p>
        <textarea
          class="input"
          id={`${idPrefix}message`}
          name="message"
          rows={4}
          maxLength={4000}
          aria-describedby={`${idPrefix}message-h`}
        />
      </div>
      <NoteField idPrefix={idPrefix} />
    </>
  );
}

export function NoteField({ idPrefix = '' }: { idPrefix?: string }) {
  const { t } = useView();
  return (
    <div class="field">
      <label for={`${idPrefix}note`}>
        {t('registrations.note')} <span class="opt">{t('form.optional')}</span>
      </label>
      <p class="help" id={`${idPrefix}note-h`}>
        {t('registrations.noteHelp')}
      </p>
      <textarea
        class="input"
        id={`${idPrefix}note`}
        name="note"
        rows={2}
        maxLength={2000}
        aria-describedby={`${idPrefix}note-h`}
      />
    </div>
  );
}
