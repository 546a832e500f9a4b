import { type Answers } from '../../form-answers.js';
import { type FormState } from '../../layout/form.js';
import { type Difference } from './merge.js';

/** Somebody has saved the same form in the meantime. */
export interface Conflict {
  /** Newest first; without a name where the trail has none. */
  changes: { who: string | null; at: Date }[];
  differences: Difference[];
}

/** What a form of the console shows: a `FormState`, so that every field of `layout/form` takes it, and where it stands. */
export interface EditState extends FormState {
  /** What drafts are kept under: what is edited, its key or id, and the form, e.g. `edition:ewa-2027:details`. */
  name: string;
  /** The address of the page, where it is read and sent to. */
  path: string;
  /** The object's version that this form was made from; null for something new. */
  version: number | null;
  /** The answers of that version. */
  original: Answers;
  /** Something typed earlier, and whether the fields show it or what is stored. */
  draft: { savedAt: Date; isShown: boolean } | null;
  conflict: Conflict | null;
}

/** A form as it is when it is opened. */
export function openState(form: Pick<EditState, 'name' | 'path' | 'version' | 'original'>): EditState {
  return { ...form, values: form.original, errors: [], draft: null, conflict: null };
}

/** The hidden fields with which a form remembers what it was made from. */
export const FORM_FIELDS = { version: '_version', original: '_original', take: '_take', keep: '_draft' } as const;

/** The scripts of a page with such a form. */
export const EDIT_SCRIPTS = ['autosave.js', 'rows.js'] as const;
