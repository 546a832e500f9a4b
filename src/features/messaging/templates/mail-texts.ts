import { createTranslator } from '../../../platform/i18n/translator.js';
import { en } from '../locales/en.js';
import { zhHans } from '../locales/zh-Hans.js';
import { zhHant } from '../locales/zh-Hant.js';

/** The words of mails. Keys are written out in full where they are used, so that a test can find unused ones. */
export const mailTextsFor = createTranslator({ en, 'zh-Hans': zhHans, 'zh-Hant': zhHant });

export type MailTexts = ReturnType<typeof mailTextsFor>;
