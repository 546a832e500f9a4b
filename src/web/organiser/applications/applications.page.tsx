import {
  type AnsweredQuestion,
  answerText,
  type ApplicationFile,
  type CategoryDetails,
  type OpenDecisions,
  type OpenOffer,
  type RegistrationDetails,
  type Review,
} from '../../../features/registration/index.js';
import { textIn } from '../../../kernel/locale.js';
import { countryName } from '../../layout/countries.js';
import { EmptyList, TableHead } from '../../layout/data-table.js';
import { Email } from '../../layout/email.js';
import { PostForm } from '../../layout/form.js';
import { hrefWith } from '../../layout/hrefs.js';
import { Localised, Name } from '../../layout/localised.js';
import { Pager } from '../../layout/pager.js';
import { Section } from '../../layout/section.js';
import { At } from '../../layout/time-pair.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { EditionConsole } from '../parts/edition-console.js';

/** Somebody who waits for a decision. */
export interface Application {
  registration: RegistrationDetails;
  answered: AnsweredQuestion[];
  files: ApplicationFile[];
  reviews: Review[];
}

/** Filters are query parameters: `category, q, cursor`. */
export interface ApplicationsPageProps {
  edition: EditionRef;
  /** Those where something is decided. */
  categories: { category: CategoryDetails; open: OpenDecisions }[];
  filter: { category: string | null; q: string };
  applications: Application[];
  next: string | null;
  offers: OpenOffer[];
  /** Whoever reads it: their own verdict is marked. */
  reviewer: string | null;
  done: string | null;
  refused: string | null;
}

/** `/organise/editions/{key}/registrations/applications` */
export function ApplicationsPage(props: ApplicationsPageProps) {
  const { edition, categories, filter, applications, offers } = props;
  const { t } = useView();
  const registrations = `/organise/editions/${edition.key}/registrations`;
  const base = `${registrations}/applications`;
  const isNarrowed = filter.category !== null || filter.q !== '';
  return (
    <EditionConsole
      edition={edition}
      place="registrations"
      title={t('applications.title')}
      note={t('applications.note')}
      action={
        <a class="btn" href={registrations}>
          {t('console.registrations')}
        </a>
      }
      done={props.done}
      refused={props.refused}
    >
      <div class="stack">
        {categories.length > 0 && <Categories base={base} categories={categories} filter={filter} />}
        <form class="filter" method="get" action={base} role="search">
          {filter.category && <input type="hidden" name="category" value={filter.category} />}
          <div class="field">
            <label for="q">{t('list.search')}</label>
            <input
              class="input"
              id="q"
              name="q"
              type="search"
              maxLength={200}
              value={filter.q}
              placeholder={t('registrations.searchFor')}
            />
          </div>
          <button class="btn" type="submit">
            {t('list.show')}
          </button>
        </form>
      </div>
      {applications.length === 0 ? (
        <EmptyList clear={isNarrowed ? base : null} title={t('applications.none')} text={t('applications.noneText')} />
      ) : (
        <Decide base={base} {...props} />
      )}
      <Pager next={props.next} />
      {filter.category && applications.length > 0 && <DecideAll registrations={registrations} {...props} />}
      {offers.length > 0 && <Offers {...props} />}
    </EditionConsole>
  );
}

function Categories({
  base,
  categories,
  filter,
}: Pick<ApplicationsPageProps, 'categories' | 'filter'> & { base: string }) {
  const { t } = useView();
  const columns = {
    category: t('manage.category'),
    pending: t('applications.pending'),
    left: t('applications.placesLeft'),
    reviewers: t('applications.reviewers'),
    offered: t('applications.offered'),
    waiting: t('applications.waiting'),
  };
  return (
    <div class="data">
      <table role="table">
        <TableHead columns={Object.values(columns).map((text, index) => ({ text, isNumber: index > 0 }))} />
        <tbody role="rowgroup">
          {categories.map(({ category, open }) => (
            <tr role="row" key={category.id}>
              <th role="rowheader" scope="row">
                <a
                  href={hrefWith(base, { category: category.id })}
                  aria-current={category.id === filter.category ? 'true' : undefined}
                >
                  <Localised text={category.name} />
                </a>
              </th>
              <td role="cell" data-label={columns.pending} data-num>
                {open.pending}
              </td>
              <td role="cell" data-label={columns.left} data-num>
                {category.placesLeft ?? t('applications.noLimit')}
              </td>
              <td role="cell" data-label={columns.reviewers} data-num>
                {category.reviewsRequired}
              </td>
              <td role="cell" data-label={columns.offered} data-num>
                {open.offered}
              </td>
              <td role="cell" data-label={columns.waiting} data-num>
                {category.waiting}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Decide(props: ApplicationsPageProps & { base: string }) {
  const { base, applications, filter } = props;
  const { t } = useView();
  return (
    <PostForm action={base}>
      {filter.category && <input type="hidden" name="category" value={filter.category} />}
      <ul role="list" class="stack">
        {applications.map((application) => (
          <ApplicationCard key={application.registration.id} application={application} {...props} />
        ))}
      </ul>
      <fieldset class="card stack">
        <legend>{t('applications.decide')}</legend>
        <div class="field">
          <label for="message">
            {t('applications.message')} <span class="opt">{t('form.optional')}</span>
          </label>
          <p class="help" id="message-h">
            {t('applications.messageHelp')}
          </p>
          <textarea class="input" id="message" name="message" rows={3} maxLength={4000} aria-describedby="message-h" />
        </div>
        <div class="field">
          <label for="note">
            {t('applications.reviewNote')} <span class="opt">{t('form.optional')}</span>
          </label>
          <p class="help" id="note-h">
            {t('applications.reviewNoteHelp')}
          </p>
          <textarea class="input" id="note" name="note" rows={2} maxLength={2000} aria-describedby="note-h" />
        </div>
        <div class="row">
          <button class="btn btn-primary" type="submit" name="action" value="approve">
            {t('applications.approve')}
          </button>
          <button class="btn btn-danger" type="submit" name="action" value="decline">
            {t('applications.decline')}
          </button>
        </div>
      </fieldset>
    </PostForm>
  );
}

function ApplicationCard({ application, ...props }: ApplicationsPageProps & { application: Application }) {
  const { t } = useView();
  const { registration, reviews } = application;
  const { id, name, nativeName, email, institution, affiliation, reference } = registration;
  const zone = props.edition.when.timeZone ?? 'UTC';
  const category = props.categories.find((one) => one.category.id === registration.category.id)?.category;
  const required = category?.reviewsRequired ?? 1;
  const approvals = reviews.filter(({ verdict }) => verdict === 'approve').length;
  return (
    <li class="card" id={`a-${id}`}>
      <label class="choice">
        <input type="checkbox" name="ids" value={id} />
        <span>
          <strong>
            <Name>{name}</Name>
            {nativeName && (
              <>
                {' '}
                <Name>{nativeName}</Name>
              </>
            )}
          </strong>
        </span>
      </label>
      <p class="small">
        <a href={`/organise/editions/${props.edition.key}/registrations/${id}`}>{reference}</a>
        {' · '}
        <Email>{email}</Email>
        {' · '}
        <Localised text={registration.category.name} />
        {' · '}
        <At instant={registration.createdAt} zone={zone} />
      </p>
      {(institution || affiliation) && (
        <p class="small">
          {institution ? <Localised text={institution.name} /> : <Name>{affiliation!}</Name>}
          {institution && affiliation && (
            <>
              {t('list.comma')}
              <Name>{affiliation}</Name>
            </>
          )}
        </p>
      )}
      <Answers edition={props.edition} {...application} />
      {required > 1 && (
        <p class="small">
          <span class="status" data-is={approvals > 0 ? 'pending' : undefined}>
            {t('applications.reviewed', { count: approvals, required })}
          </span>
        </p>
      )}
      {reviews.length > 0 && (
        <ul role="list" class="stack-s small">
          {reviews.map((review) => (
            <ReviewLine key={review.reviewer.id} review={review} isOwn={review.reviewer.id === props.reviewer} />
          ))}
        </ul>
      )}
    </li>
  );
}

function ReviewLine({ review, isOwn }: { review: Review; isOwn: boolean }) {
  const { t } = useView();
  const { reviewer, verdict, note } = review;
  return (
    <li>
      <strong>{isOwn ? t('applications.you') : <Name>{reviewer.name}</Name>}</strong>
      {t('list.comma')}
      {verdict === 'approve' ? t('applications.saysApprove') : t('applications.saysDecline')}
      {note && (
        <>
          <br />
          <span class="said">
            <Name>{note}</Name>
          </span>
        </>
      )}
    </li>
  );
}

function Answers({ edition, registration, answered, files }: Application & { edition: EditionRef }) {
  const { t, locale } = useView();
  if (answered.length === 0) return null;
  const words = {
    locale,
    yes: t('registrations.yes'),
    no: t('registrations.no'),
    separator: t('list.separator'),
    country: (code: string) => countryName(locale, code),
    file: (id: string) => files.find((file) => file.id === id)?.name ?? '–',
  };
  const base = `/organise/editions/${edition.key}/registrations/${registration.id}/files`;
  return (
    <dl class="facts">
      {answered.map((one) => (
        <div key={one.question.id}>
          <dt>{textIn(one.question.label, locale)}</dt>
          <dd>
            {one.question.kind === 'file' ? (
              files
                .filter(({ question }) => question === one.question.id)
                .map(({ id, name }) => (
                  <a key={id} href={`${base}/${id}`} download>
                    <Name>{name}</Name>
                  </a>
                ))
            ) : (
              <Name>{shortened(answerText(one, words))}</Name>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** In short: the whole answer is on the registration's own page. */
const shortened = (text: string): string => (text.length > 280 ? `${text.slice(0, 279).trimEnd()}…` : text);

/** More than a page of them at once: the list of registrations asks again, and leaves long work to a worker. */
function DecideAll({
  registrations,
  filter,
  categories,
}: Pick<ApplicationsPageProps, 'filter' | 'categories'> & { registrations: string }) {
  const { t } = useView();
  const chosen = categories.find(({ category }) => category.id === filter.category);
  if (!chosen || filter.q !== '') return null;
  return (
    <Section id="all" title={t('applications.all')} note={t('applications.allNote')}>
      <PostForm action={`${registrations}/bulk`} class="row">
        <input type="hidden" name="all" value="true" />
        <input type="hidden" name="status" value="pending" />
        <input type="hidden" name="category" value={chosen.category.id} />
        <button class="btn" type="submit" name="action" value="approve">
          {t('applications.approveAll', { count: chosen.open.pending })}
        </button>
        <button class="btn btn-danger" type="submit" name="action" value="decline">
          {t('applications.declineAll', { count: chosen.open.pending })}
        </button>
      </PostForm>
    </Section>
  );
}

function Offers({ edition, offers, categories }: ApplicationsPageProps) {
  const { t } = useView();
  const zone = edition.when.timeZone ?? 'UTC';
  const columns = {
    name: t('register.name'),
    category: t('manage.category'),
    until: t('applications.until'),
    then: t('applications.then'),
  };
  const ofCategory = new Map(categories.map(({ category }) => [category.id, category]));
  return (
    <Section id="offers" title={t('applications.offers')} note={t('applications.offersNote')}>
      <div class="data">
        <table role="table">
          <TableHead columns={Object.values(columns).map((text) => ({ text }))} />
          <tbody role="rowgroup">
            {offers.map((offer) => {
              const category = ofCategory.get(offer.categoryId);
              const waiting = category?.waiting ?? 0;
              return (
                <tr role="row" key={offer.id}>
                  <th role="rowheader" scope="row">
                    <a href={`/organise/editions/${edition.key}/registrations/${offer.id}`}>
                      <Name>{offer.name}</Name>
                    </a>
                  </th>
                  <td role="cell" data-label={columns.category}>
                    <Localised text={category?.name} />
                  </td>
                  <td role="cell" data-label={columns.until}>
                    <At instant={offer.expiresAt} zone={zone} />
                  </td>
                  <td role="cell" data-label={columns.then}>
                    {waiting > 0 ? t('applications.goesOn', { count: waiting }) : t('applications.becomesFree')}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
