import { type MailInput, type MailKind } from './mail-input.js';

/** Undefined: the mail carries no calendar part. An offer is neither: the place is held, and may become an entry. */
export function calendarMethod(
  kind: MailKind,
  { registration, edition }: Pick<MailInput, 'registration' | 'edition'>,
): 'REQUEST' | 'CANCEL' | undefined {
  if (kind === 'reminder') return undefined;
  const { status, hadPlace } = registration;
  const isOn = status === 'confirmed' && edition.status !== 'cancelled';
  if (isOn && kind !== 'cancelled') return 'REQUEST';
  return hadPlace && status !== 'offered' ? 'CANCEL' : undefined;
}
