import { type CategoryDetails, type RegistrationDetails } from '../../../features/registration/index.js';
import { textIn } from '../../../kernel/locale.js';
import { PostForm } from '../../layout/form.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef, type RegistrationStatus } from '../../layout/view-models.js';
import { DeclineWords, NoteField } from './bulk.page.js';

interface ActionsProps {
  edition: EditionRef;
  registration: RegistrationDetails;
  categories: readonly CategoryDetails[];
  may: { decide: boolean; edit: boolean; checkIn: boolean };
}

/** A cancellation can be undone for so long. */
const UNDO_MS = 10 * 60_000;

const among = (status: RegistrationStatus, ...wanted: RegistrationStatus[]): boolean => wanted.includes(status);

/** What the organiser can do about it now; each is a form of its own, sent to `…/{id}/{action}`. */
export function RegistrationActions({ edition, registration, categories, may }: ActionsProps) {
  const { t, now } = useView();
  const { id, status, checkedInAt, cancelledAt, cancelledFrom, erasedAt } = registration;
  if (erasedAt !== null) return null;
  const base = `/organise/editions/${edition.key}/registrations/${id}`;
  const canUndo =
    status === 'cancelled' &&
    cancelledFrom !== null &&
    cancelledAt !== null &&
    now.getTime() - cancelledAt.getTime() <= UNDO_MS;
  const isActive = !among(status, 'cancelled', 'declined');
  return (
    <>
      <div class="row">
        {may.decide && among(status, 'pending', 'declined') && (
          <Act action={`${base}/approve`} text={t('registrations.do.approve')} primary />
        )}
        {may.decide && status === 'waitlisted' && (
          <Act action={`${base}/promote`} text={t('registrations.do.promote')} primary />
        )}
        {may.edit && status === 'offered' && (
          <Act action={`${base}/accept`} text={t('registrations.do.accept')} primary />
        )}
        {may.edit && canUndo && <Act action={`${base}/undo`} text={t('registrations.do.undo')} primary />}
        {may.checkIn && status === 'confirmed' && checkedInAt === null && (
          <Act action={`${base}/check-in`} text={t('registrations.do.checkIn')} primary />
        )}
        {may.checkIn && checkedInAt !== null && (
          <Act action={`${base}/undo-check-in`} text={t('registrations.do.undoCheckIn')} />
        )}
        {may.edit && isActive && <Act action={`${base}/resend-link`} text={t('registrations.do.resendLink')} />}
      </div>
      {may.decide && status === 'pending' && (
        <details>
          <summary>{t('registrations.withNote')}</summary>
          <PostForm action={`${base}/approve`}>
            <NoteField idPrefix="approve-" />
            <div class="row">
              <button class="btn" type="submit">
                {t('registrations.do.approve')}
              </button>
            </div>
          </PostForm>
        </details>
      )}
      {may.decide && among(status, 'pending', 'waitlisted', 'offered') && (
        <details>
          <summary>{t('registrations.do.decline')}</summary>
          <PostForm action={`${base}/decline`}>
            <DeclineWords />
            <div class="row">
              <button class="btn btn-danger" type="submit">
                {t('registrations.do.decline')}
              </button>
            </div>
          </PostForm>
        </details>
      )}
      {may.edit && isActive && categories.length > 1 && (
        <ChangeCategory base={base} registration={registration} categories={categories} />
      )}
      {may.edit && isActive && (
        <Ask
          action={`${base}/cancel`}
          ask={t('registrations.cancelAsk')}
          text={t('registrations.cancelText')}
          yes={t('registrations.do.cancel')}
        />
      )}
      {may.edit && (
        <Ask
          action={`${base}/erase`}
          ask={t('registrations.eraseAsk')}
          text={t('registrations.eraseText')}
          yes={t('registrations.do.erase')}
        />
      )}
    </>
  );
}

function Act({ action, text, primary }: { action: string; text: string; primary?: boolean }) {
  return (
    <PostForm action={action} class="row">
      <button class={primary ? 'btn btn-primary' : 'btn'} type="submit">
        {text}
      </button>
    </PostForm>
  );
}

/** Asks first, and says what will happen. */
function Ask({ action, ask, text, yes }: { action: string; ask: string; text: string; yes: string }) {
  return (
    <details>
      <summary>{ask}</summary>
      <div class="stack-s">
        <p>{text}</p>
        <PostForm action={action} class="row">
          <button class="btn btn-danger" type="submit">
            {yes}
          </button>
        </PostForm>
      </div>
    </details>
  );
}

function ChangeCategory({
  base,
  registration,
  categories,
}: { base: string } & Pick<ActionsProps, 'registration' | 'categories'>) {
  const { t, locale } = useView();
  return (
    <details>
      <summary>{t('registrations.changeCategory')}</summary>
      <PostForm action={`${base}/category`}>
        <div class="field">
          <label for="to">{t('manage.category')}</label>
          <select class="input" id="to" name="category">
            {categories.map(({ id, name, placesLeft }) => (
              <option key={id} value={id} selected={id === registration.category.id}>
                {textIn(name, locale)}
                {placesLeft !== null && id !== registration.category.id
                  ? ` (${t('registrations.left', { count: placesLeft })})`
                  : ''}
              </option>
            ))}
          </select>
        </div>
        <div class="row">
          <button class="btn" type="submit">
            {t('registrations.do.move')}
          </button>
        </div>
      </PostForm>
    </details>
  );
}
