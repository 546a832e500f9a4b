import { type TranslationOf } from '../../../../platform/i18n/translator.js';
import { type en } from './en.js';

export const zhHans = {} satisfies TranslationOf<typeof en>;
