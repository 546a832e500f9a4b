import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { type Locale, textIn } from '../../kernel/locale.js';
import { countryName } from '../../platform/i18n/country-names.js';
import { type Mark, type Sheet } from '../../platform/pdf/marks.js';
import { PdfFile } from '../../platform/pdf/pdf-file.js';
import { PdfFonts } from '../../platform/pdf/pdf-fonts.js';
import { type EditionDetails, nameOfEdition } from '../editions/index.js';
import { type Badge, badgeSheets } from './badge-sheets.js';
import { BadgeAccess } from './badge-access.js';
import { BADGE_SIZES } from './domain/badges.js';
import { TooManyBadges } from './domain/registration.errors.js';
import { type BadgesInput } from './inputs/badges.input.js';
import { RegistrationLists } from './registration-lists.queries.js';
import { type RegistrationDetails } from './registration.queries.js';
import { Tickets } from './tickets.js';

/** So many badges are made while somebody waits for them; more are work for later. */
export const BADGES_AT_ONCE = 100;

/** So many fit into one file. */
const MOST = 20_000;

/** How many badges are drawn at a stretch. */
const STRETCH = 100;

/** Is told how many badges have been drawn; what it throws ends the work. */
export type OnBadges = (done: number, total: number) => void | Promise<void>;

/** Badges to print. */
@Injectable()
export class BadgesService {
  constructor(
    private readonly access: BadgeAccess,
    private readonly lists: RegistrationLists,
    private readonly tickets: Tickets,
    private readonly fonts: PdfFonts,
    private readonly clock: Clock,
  ) {}

  /** How many badges there would be. @throws NotAllowed */
  async count(actor: Actor, edition: EditionDetails, { filter }: Pick<BadgesInput, 'filter'>): Promise<number> {
    this.access.authorize(actor, edition);
    const counts = await this.lists.counts(actor, edition, filter);
    return filter.status ? (counts[filter.status] ?? 0) : Object.values(counts).reduce((sum, one) => sum + one, 0);
  }

  /** The first page, for looking at it; its codes open nothing. Null without badges. @throws NotAllowed */
  async preview(actor: Actor, edition: EditionDetails, input: BadgesInput): Promise<Sheet | null> {
    this.access.authorize(actor, edition);
    const { columns, rows } = BADGE_SIZES[input.format];
    const lots = this.lists.stream(actor, edition, { ...input.filter, sort: 'name' });
    const first = await lots.next();
    await lots.return(undefined);
    const people = first.done ? [] : first.value.slice(0, columns * rows);
    const badges = people.map((person) => ({ ...this.badgeOf(person, input.language), ticket: person.reference }));
    const file = this.begin(edition, input);
    const [sheet] = badgeSheets(badges, { ...input, event: eventOf(edition, input.language), measure: file.measure });
    const measured = (mark: Mark): Mark =>
      mark.kind === 'text' ? { ...mark, width: file.measure(mark.weight)(mark.text) * mark.size } : mark;
    return sheet ? { ...sheet, marks: sheet.marks.map(measured) } : null;
  }

  /** A few badges, as the bytes of a PDF. @throws NotAllowed, TooManyBadges when they are work for later */
  async few(actor: Actor, edition: EditionDetails, input: BadgesInput): Promise<PdfFile> {
    const badges = await this.collect(actor, edition, input, BADGES_AT_ONCE);
    const file = this.begin(edition, input);
    await this.draw(file, badges, edition, input);
    return file;
  }

  /**
   * However many; they are drawn while the file is read. @returns the file and the drawing, which ends when the last page is in it
   * @throws NotAllowed, TooManyBadges
   */
  async many(
    actor: Actor,
    edition: EditionDetails,
    input: BadgesInput,
    onBadges: OnBadges,
  ): Promise<{ file: PdfFile; draw: () => Promise<number> }> {
    const badges = await this.collect(actor, edition, input, MOST);
    const file = this.begin(edition, input);
    return { file, draw: () => this.draw(file, badges, edition, input, onBadges) };
  }

  private begin(edition: EditionDetails, { language }: BadgesInput): PdfFile {
    const title = eventOf(edition, language);
    return new PdfFile(this.fonts, { title, language, createdAt: this.clock.now() });
  }

  private async draw(
    file: PdfFile,
    badges: readonly Badge[],
    edition: EditionDetails,
    input: BadgesInput,
    onBadges?: OnBadges,
  ): Promise<number> {
    const event = eventOf(edition, input.language);
    const { columns, rows } = BADGE_SIZES[input.format];
    let [done, told] = [0, 0];
    for (const sheet of badgeSheets(badges, { ...input, event, measure: file.measure })) {
      file.add(sheet);
      done = Math.min(done + columns * rows, badges.length);
      if (done - told < STRETCH) continue;
      told = done;
      await onBadges?.(done, badges.length);
    }
    file.end();
    return badges.length;
  }

  /** All of them, by name as it is read in the language: the database's order is that of code points. */
  private async collect(actor: Actor, edition: EditionDetails, input: BadgesInput, most: number): Promise<Badge[]> {
    const total = await this.count(actor, edition, input);
    if (total > most) throw new TooManyBadges(most);
    const badges: Badge[] = [];
    for await (const lot of this.lists.stream(actor, edition, { ...input.filter, sort: 'created' }))
      badges.push(...lot.map((person) => this.badgeOf(person, input.language)));
    await this.access.record(actor, edition, input, badges.length);
    const byName = new Intl.Collator(input.language, { numeric: true });
    return badges.sort((a, b) => byName.compare(a.name, b.name) || (a.reference < b.reference ? -1 : 1));
  }

  private badgeOf(person: RegistrationDetails, language: Locale): Badge {
    const { name, nativeName, affiliation, reference, country } = person;
    return {
      name,
      nativeName,
      affiliation,
      reference,
      institution: textIn(person.institution?.name, language) || null,
      country: country && countryName(language, country),
      category: textIn(person.category.name, language),
      ticket: this.tickets.urlOf(person),
    };
  }
}

const eventOf = (edition: EditionDetails, language: Locale): string => textIn(nameOfEdition(edition), language);
