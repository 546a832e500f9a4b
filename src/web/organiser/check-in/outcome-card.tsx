import { type ComponentChildren } from 'preact';
import { type CheckInPerson } from '../../../features/registration/index.js';
import { Localised, Name } from '../../layout/localised.js';
import { type SaidAnswer } from './scan-words.js';

/** A tick, a cross, a triangle and a question mark: the style sheet shows the one of the outcome. */
function Marks() {
  return (
    <>
      <svg data-mark="ok" viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="10.5" />
        <path d="m6.8 12.5 3.7 3.7 7-8" />
      </svg>
      <svg data-mark="bad" viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="10.5" />
        <path d="m8 8 8 8M16 8l-8 8" />
      </svg>
      <svg data-mark="warn" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 2.5 22.5 21h-21zM12 9.5v5.5M12 18v.01" />
      </svg>
      <svg data-mark="ask" viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="8.5" r="4.5" />
        <path d="M3.5 21.5c1-5 4.500-7 8.500-7s7.500 2 8.500 7z" />
      </svg>
    </>
  );
}

/**
 * The answer to a scan, as large as the phone allows. The script fills an empty one (`said` null): it sets `data-is` and the
 * parts by their `data-part`.
 */
export function OutcomeCard({
  said,
  person,
  children,
}: {
  said: SaidAnswer | null;
  person: CheckInPerson | null;
  children?: ComponentChildren;
}) {
  return (
    <section class="outcome" data-is={said?.look ?? 'ask'}>
      <Marks />
      <p class="say" data-part="say">
        {said?.say}
      </p>
      <p class="who" data-part="who">
        {person && <PersonName person={person} />}
      </p>
      <p data-part="facts">{person && <PersonFacts person={person} />}</p>
      <p data-part="what">{said?.what}</p>
      <p class="also" data-part="also" hidden={!said?.also}>
        {said?.also}
      </p>
      <div class="row" data-part="acts">
        {children}
      </div>
    </section>
  );
}

export function PersonName({ person }: { person: Pick<CheckInPerson, 'name' | 'nativeName'> }) {
  return (
    <>
      {person.nativeName && (
        <>
          <Name>{person.nativeName}</Name>{' '}
        </>
      )}
      <Name>{person.name}</Name>
    </>
  );
}

/** Where from, what for, and the reference. */
export function PersonFacts({ person }: { person: CheckInPerson }) {
  const { institution, affiliation, category, reference } = person;
  return (
    <>
      {institution ? <Localised text={institution} /> : affiliation && <Name>{affiliation}</Name>}
      {(institution ?? affiliation) && <br />}
      <Localised text={category.name} /> · <span class="num">{reference}</span>
    </>
  );
}
