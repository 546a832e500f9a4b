/** Characters. No rule says which: length is what helps (NIST SP 800-63B, 3.1.1). */
export const PASSWORD_LENGTH = { min: 8, max: 200 };

/** Whose password it is to be. */
export interface Owner {
  email: string;
  name: string;
}

/** Is this one of the first passwords that anybody would try: a common one, or the owner's own address or name? */
export function isGuessable(password: string, owner: Owner, common: ReadonlySet<string>): boolean {
  const folded = password.toLowerCase();
  const bare = squeeze(folded);
  const [mailbox = ''] = owner.email.split('@');
  return (
    common.has(folded) ||
    [owner.email, mailbox, owner.name]
      .map((own) => squeeze(own.toLowerCase()))
      .some((own) => own !== '' && own === bare)
  );
}

/** Letters and digits only: `ada.lovelace` and `Ada Lovelace` are the same to whoever guesses. */
function squeeze(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}
