/* The list of an edition's people as the device knows it, and what a scan means by it. The server decides in the same way. */

/** The address in the QR ends with the ticket. */
const TICKET = /(?:\/t\/|^)([\w-]{51})(?:[/?#]|$)/;

/** What was scanned or typed: a ticket, something that may be a reference, or neither. */
export function readScanned(text) {
  const plain = text.normalize('NFKC').trim();
  const ticket = TICKET.exec(plain)?.[1];
  if (ticket) return { ticket };
  const letters = plain
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(letters) ? { reference: `${letters.slice(0, 4)}-${letters.slice(4)}` } : {};
}

/** How the list knows a ticket: the list itself holds none that would open anything. */
async function printOf(ticket) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(ticket));
  return btoa(String.fromCharCode(...new Uint8Array(digest).subarray(0, 16)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

const folded = (text) => text.normalize('NFKC').toLowerCase();

export class Roll {
  byId = new Map();
  byReference = new Map();
  byTicket = new Map();

  get size() {
    return this.byId.size;
  }

  clear() {
    for (const map of [this.byId, this.byReference, this.byTicket]) map.clear();
  }

  put(entry) {
    const old = this.byId.get(entry.id);
    // A new link has made the old ticket worthless.
    if (old) this.byTicket.delete(old.ticket);
    this.byId.set(entry.id, entry);
    this.byReference.set(entry.reference, entry.id);
    this.byTicket.set(entry.ticket, entry.id);
  }

  get(id) {
    return this.byId.get(id);
  }

  /** Whoever has this ticket or reference. */
  async find({ ticket, reference }) {
    if (ticket) return crypto.subtle ? this.get(this.byTicket.get(await printOf(ticket))) : undefined;
    return this.get(this.byReference.get(reference));
  }

  /** By a part of the name, the institution or the reference; the first few. */
  search(text, limit) {
    const wanted = folded(text).split(/\s+/).filter(Boolean);
    const found = [];
    for (const entry of this.byId.values()) {
      const { name, nativeName, institutionName, affiliation, reference } = entry;
      const all = folded([name, nativeName, institutionName, affiliation, reference].filter(Boolean).join(' '));
      if (wanted.every((word) => all.includes(word))) found.push(entry);
      if (found.length === limit) break;
    }
    return found;
  }

  /** How many are expected and how many have come: over all (`''`) and by category. */
  counts() {
    const counts = new Map([['', { came: 0, expected: 0 }]]);
    for (const { status, category, checkedIn } of this.byId.values()) {
      if (status !== 'confirmed') continue;
      if (!counts.has(category)) counts.set(category, { came: 0, expected: 0 });
      for (const one of [counts.get(''), counts.get(category)]) {
        one.expected++;
        if (checkedIn) one.came++;
      }
    }
    return counts;
  }

  /** Those whose badge was let in on two devices. */
  flagged() {
    return [...this.byId.values()].filter(({ alsoOn }) => alsoOn.length > 0);
  }
}

/** What a scan of somebody on the list means, without asking. */
export function decide(entry, kind) {
  if (kind === 'undo') {
    return entry.checkedIn ? { outcome: 'undone' } : { outcome: 'not_valid', reason: 'not-checked-in' };
  }
  if (entry.status !== 'confirmed') return { outcome: 'not_valid', reason: entry.status };
  return { outcome: entry.checkedIn ? 'already_in' : 'checked_in' };
}

/** The entry after a scan that has been let pass here. */
export function after(entry, { kind, at, device }, me) {
  const mark = entry.checkedIn ?? { at, by: me, device };
  return { ...entry, checkedIn: kind === 'in' ? mark : null, alsoOn: kind === 'in' ? entry.alsoOn : [] };
}

/** An answer of the server about somebody, as an entry of the list. */
export function entryOf(person, known, locale) {
  const { id, reference, name, nativeName, category, institution, affiliation, status, checkedIn, alsoOn } = person;
  const institutionName = institution ? (institution[locale] ?? institution.en ?? Object.values(institution)[0]) : null;
  return {
    ...known,
    ...{
      id,
      reference,
      name,
      nativeName,
      category: category.id,
      institutionName,
      affiliation,
      status,
      checkedIn,
      alsoOn,
    },
  };
}
