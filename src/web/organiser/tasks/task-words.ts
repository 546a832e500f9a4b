import { type TaskDetails } from '../../../features/registration/index.js';
import { type TextKey, type Translate } from '../../texts.js';

const KINDS: Record<string, TextKey> = {
  import: 'tasks.kind.import',
  export: 'tasks.kind.export',
  badges: 'tasks.kind.badges',
  decide: 'tasks.kind.decide',
};

/** What sort of work it is. */
export const kindText = (kind: string, t: Translate): string => t(KINDS[kind] ?? 'tasks.kind.other');

interface StateWord {
  text: TextKey;
  /** Chooses shape and colour; the word says it all the same. */
  look: string | undefined;
}

const STATES: Record<TaskDetails['state'], StateWord> = {
  waiting: { text: 'tasks.state.waiting', look: 'pending' },
  running: { text: 'tasks.state.running', look: 'sending' },
  done: { text: 'tasks.state.done', look: 'confirmed' },
  failed: { text: 'tasks.state.failed', look: 'failed' },
  cancelled: { text: 'tasks.state.cancelled', look: 'cancelled' },
};

/** Is there anything to wait for? */
export const isOpen = ({ state }: Pick<TaskDetails, 'state'>): boolean => state === 'waiting' || state === 'running';

export function stateWord({ state, isCancelling }: Pick<TaskDetails, 'state' | 'isCancelling'>): StateWord {
  return state === 'running' && isCancelling ? { text: 'tasks.state.cancelling', look: 'pending' } : STATES[state];
}

const ERRORS: Record<string, TextKey> = {
  'import-refused': 'tasks.error.importRefused',
  'registration-closed': 'tasks.error.closed',
  'not-allowed': 'tasks.error.notAllowed',
  'sign-in-required': 'tasks.error.notAllowed',
  'not-found': 'tasks.error.gone',
  'broken-off': 'tasks.error.brokenOff',
  'too-many-badges': 'tasks.error.tooMany',
  unexpected: 'tasks.error.unexpected',
};

/** Why it has failed. */
export function errorText({ id, error }: Pick<TaskDetails, 'id' | 'error'>, t: Translate): string {
  const { code = '', message = '' } = error ?? {};
  return t(ERRORS[code] ?? 'tasks.error.other', { reference: id, reason: message });
}

/** How far it is, in words; null before anybody knows how much there is. */
export const progressText = ({ done, total }: Pick<TaskDetails, 'done' | 'total'>, t: Translate): string | null =>
  total === null ? null : t('tasks.progress', { done, total });
