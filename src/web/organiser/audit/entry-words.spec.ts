import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EditionAction } from '../../../features/editions/index.js';
import { LOCALES } from '../../../kernel/locale.js';
import { translatorFor } from '../../texts.js';
import { actionText, fieldText, KNOWN_ACTIONS } from './entry-words.js';

const FEATURES = join(import.meta.dirname, '../../../features');

/** Every action that the features' code writes into the trail. */
function actionsInCode(): string[] {
  const sources = readdirSync(FEATURES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .map((path) => readFileSync(join(FEATURES, path), 'utf8'));
  const recorded = sources.flatMap((source) =>
    [...source.matchAll(/(?:action: |record\(tx, actor, )'([a-z-]+\.[a-z-]+)'/g)].map(([, action]) => action ?? ''),
  );
  const ofAccounts = sources
    .flatMap((source) => /type AccountsAction =([^;]+);/.exec(source)?.[1] ?? [])
    .flatMap((union) => [...union.matchAll(/'([^']+)'/g)].map(([, action]) => action ?? ''));
  const ofStates = (['publish', 'postpone', 'cancel', 'complete'] satisfies EditionAction[]).map(
    (action) => `edition.${action}`,
  );
  return [...new Set([...recorded, ...ofAccounts, ...ofStates])].sort();
}

describe('the words of the trail', () => {
  it('are there for every action that is written', () => {
    const actions = actionsInCode();
    expect(actions.length).toBeGreaterThan(50);
    expect(actions.filter((action) => !KNOWN_ACTIONS.includes(action))).toEqual([]);
  });

  it('are there for no action that nobody writes', () => {
    expect(KNOWN_ACTIONS.filter((action) => !actionsInCode().includes(action))).toEqual([]);
  });

  it('differ from each other in every language', () => {
    for (const locale of LOCALES) {
      const texts = KNOWN_ACTIONS.map((action) => actionText(action, translatorFor(locale)));
      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  it('are the plain name for what is not known', () => {
    expect(actionText('castle.create', translatorFor('en'))).toBe('castle.create');
    expect(actionText('toString', translatorFor('en'))).toBe('toString');
  });

  it('call fields as the forms do', () => {
    expect(fieldText(['theme', 'zh-Hans'], translatorFor('en'))).toBe('Theme, 简体中文');
    expect(fieldText(['satelliteVenues'], translatorFor('en'))).toBe('satelliteVenues');
  });
});
