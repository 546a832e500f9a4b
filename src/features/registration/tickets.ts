import { Injectable } from '@nestjs/common';
import { type Locale } from '../../kernel/locale.js';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../../platform/config/config.js';
import { PdfFile } from '../../platform/pdf/pdf-file.js';
import { PdfFonts } from '../../platform/pdf/pdf-fonts.js';
import { LinkTokens } from '../../platform/security/tokens.js';
import { ticketSheet, type TicketWords } from './ticket-sheet.js';

/** The ticket is a link that says who somebody is, and no more: with it nothing can be changed. */
@Injectable()
export class Tickets {
  constructor(
    private readonly tokens: LinkTokens,
    private readonly config: Config,
    private readonly fonts: PdfFonts,
    private readonly clock: Clock,
  ) {}

  /** The secret in the QR code. */
  tokenOf({ id, linkVersion }: { id: string; linkVersion: number }): string {
    return this.tokens.sign('ticket', id, linkVersion);
  }

  /** What the QR code says: any camera opens the ticket with it, and the desk reads the token. */
  urlOf(registration: { id: string; linkVersion: number }): string {
    return `${this.config.publicUrl}/t/${this.tokenOf(registration)}`;
  }

  /** The ticket to print, in the reader's language. */
  pdf(words: TicketWords, about: { title: string; language: Locale }): PdfFile {
    const file = new PdfFile(this.fonts, { ...about, createdAt: this.clock.now() });
    file.add(ticketSheet(words, file.measure));
    file.end();
    return file;
  }
}
