/* What the page shows, filled into the markup that the server has made. */

const HAN = /\p{Script=Han}/u;

/** Puts values into a text of the catalogue: `{time}`. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');

/** An element with properties and children; texts are texts, whatever is in them. */
export function make(name, { dataset = {}, aria = {}, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  Object.assign(element.dataset, dataset);
  for (const [key, value] of Object.entries(aria)) element.setAttribute(`aria-${key}`, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Names are marked by their script, for fonts and screen readers. */
const nameOf = (text) => make('span', { lang: HAN.test(text) ? 'zh' : 'en' }, text);

export function fullName({ name, nativeName }) {
  return make('span', {}, ...(nativeName ? [nameOf(nativeName), ' '] : []), nameOf(name));
}

export class View {
  constructor(main, settings) {
    this.main = main;
    this.settings = settings;
    this.words = settings.words;
    this.clock = new Intl.DateTimeFormat(settings.locale, {
      timeZone: settings.zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  }

  part(name) {
    return this.main.querySelector(`[data-${name}]`);
  }

  time(at) {
    return this.clock.format(new Date(at));
  }

  /** Institution, category and reference. */
  facts(entry) {
    const from = entry.institutionName ?? entry.affiliation;
    const category = this.settings.categories[entry.category] ?? '';
    return [
      ...(from ? [nameOf(from), make('br')] : []),
      category && `${category} · `,
      make('span', { className: 'num' }, entry.reference),
    ];
  }

  /** How an outcome is said, as the server says it without the script. */
  say({ outcome, reason, entry, twoDevices, listAt }) {
    const { words } = this;
    if (outcome === 'ask') return { look: 'ask', say: words.ask, what: '' };
    if (outcome === 'checked_in' || outcome === 'already_in') {
      const mark = entry?.checkedIn;
      const [other] = entry?.alsoOn ?? [];
      const also =
        twoDevices && other ? fill(words.twoDevices, { device: other.device, time: this.time(other.at) }) : '';
      if (outcome === 'checked_in') return { look: 'ok', say: words.checkedIn, what: '', also };
      const text = !mark ? words.already : mark.by ? words.alreadyBy : words.alreadyAt;
      const said = fill(text, { time: mark ? this.time(mark.at) : '', name: mark?.by ?? '' });
      return { look: 'bad', say: said, what: words.alreadyWhat, also };
    }
    if (outcome === 'undone') return { look: 'warn', say: words.undone, what: words.undoneWhat };
    const what = listAt ? fill(words.notOnList, { time: this.time(listAt) }) : words.what[reason];
    return { look: 'warn', say: fill(words.notValid, { reason: words.why[reason] ?? reason }), what };
  }

  /** The large answer; `acts` are its buttons. */
  answer(result, acts) {
    const { look, say, what, also } = this.say(result);
    const card = this.main.querySelector('[data-template="outcome"]').content.cloneNode(true).firstElementChild;
    const part = (name) => card.querySelector(`[data-part="${name}"]`);
    card.dataset.is = look;
    part('say').textContent = say;
    part('what').textContent = what ?? '';
    part('also').textContent = also ?? '';
    part('also').hidden = !also;
    if (result.entry) {
      part('who').append(fullName(result.entry));
      part('facts').append(...this.facts(result.entry));
    }
    part('acts').append(...acts);
    this.part('answer').replaceChildren(card);
    const { top, bottom } = card.getBoundingClientRect();
    // Whoever has looked for somebody in a long list is further down.
    if (top < 0 || bottom > innerHeight) card.scrollIntoView({ block: 'nearest' });
    return look;
  }

  /** People to choose from; `actOf` gives what can be done about one. */
  found(entries, actOf) {
    const { words } = this;
    const count = make('p', {}, entries.length ? fill(words.found, { total: entries.length }) : words.foundNone);
    count.setAttribute('role', 'status');
    const items = entries.map((entry) =>
      make(
        'li',
        {},
        make(
          'p',
          {},
          make('b', {}, fullName(entry)),
          make('br'),
          make('span', { className: 'small' }, ...this.facts(entry)),
        ),
        actOf(entry) ??
          make('span', { className: 'status', dataset: { is: 'pending' } }, words.status[entry.status] ?? entry.status),
      ),
    );
    const list = make('ul', { className: 'people-found', role: 'list' }, ...items);
    this.part('found').replaceChildren(count, list);
  }

  clearFound() {
    this.part('found').replaceChildren();
  }

  /** The last scans, newest first; `actOf` gives the button to undo one. */
  recent(scans, actOf) {
    this.part('recent-none').hidden = true;
    this.part('recent').replaceChildren(
      ...scans.map((scan) => {
        const { look, word } = this.words.word[scan.isKept ? 'waiting' : scan.outcome];
        return make(
          'li',
          {},
          make('time', { dateTime: scan.at }, this.time(scan.at)),
          make('span', {}, scan.name ? nameOf(scan.name) : '–'),
          make(
            'span',
            { className: 'row' },
            make('span', { className: 'status', dataset: { is: look } }, word),
            actOf(scan),
          ),
        );
      }),
    );
  }

  /** What somebody should look into: `{ entry | name, at, texts, act }`. */
  flagged(items) {
    this.part('flagged').hidden = items.length === 0;
    this.part('flagged-list').replaceChildren(
      ...items.map(({ entry, name, at, texts, act }) =>
        make(
          'li',
          {},
          make('time', { dateTime: at }, this.time(at)),
          make(
            'span',
            {},
            entry ? fullName(entry) : nameOf(name ?? '–'),
            ...texts.map((text) => make('span', { className: 'small' }, make('br'), text)),
          ),
          act,
        ),
      ),
    );
  }

  counts(counts) {
    const show = (place, { came, expected }) => {
      if (!place) return;
      place.querySelector('[data-part="came"]').textContent = came;
      place.querySelector('[data-part="expected"]').textContent = expected;
    };
    show(document.querySelector('[data-gauge]'), counts.get(''));
    for (const row of this.main.querySelectorAll('[data-category]')) {
      show(row, counts.get(row.dataset.category) ?? { came: 0, expected: 0 });
    }
  }

  /** Whether there is a connection, and how many scans wait for it. */
  net(state, waiting, signIn) {
    const { words } = this;
    const badge = this.part('net');
    badge.hidden = false;
    this.main.dataset.state = state;
    this.main.dataset.waiting = waiting;
    if (state === 'signed-out') {
      badge.dataset.is = 'failed';
      badge.replaceChildren(make('a', { href: signIn }, fill(words.signedOut, { count: waiting })));
      return;
    }
    const isOnline = state === 'online';
    const text = isOnline ? (waiting ? words.sending : words.online) : waiting ? words.offlineWaiting : words.offline;
    badge.dataset.is = isOnline ? (waiting ? 'sending' : 'confirmed') : 'pending';
    badge.textContent = fill(text, { count: waiting });
    for (const button of this.main.querySelectorAll('[data-needs-connection]')) button.disabled = !isOnline;
    for (const note of this.main.querySelectorAll('[data-offline-note]')) note.hidden = isOnline;
  }

  kept(text) {
    this.part('kept').textContent = text;
  }
}
