import { z } from 'zod';
import { InvalidInput } from '../../kernel/domain-error.js';

/** Where a page of what was found ends. */
const RankPosition = z.object({
  named: z.int().min(0).max(1),
  score: z.number(),
  year: z.int(),
  id: z.uuid(),
  isLoose: z.boolean(),
});
export type RankPosition = z.output<typeof RankPosition>;

export const cursorOf = ({ named, score, year, id, isLoose }: RankPosition): string =>
  Buffer.from(JSON.stringify([named, score, year, id, isLoose])).toString('base64url');

/** @throws InvalidInput */
export function positionOf(cursor: string): RankPosition {
  try {
    const [named, score, year, id, isLoose] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    return RankPosition.parse({ named, score, year, id, isLoose });
  } catch {
    throw InvalidInput.at('cursor', 'invalid-value', 'This cursor is not one that a list gave.');
  }
}
