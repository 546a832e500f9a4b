import { type z } from 'zod';
import { CreateEditionInput, EditionQueries, EditionsService } from '../../src/features/editions/index.js';
import { CreateStreamInput, StreamsService } from '../../src/features/livestreams/index.js';
import { CreateReminderRuleInput, ReminderRulesService } from '../../src/features/messaging/index.js';
import { CategoriesService, CreateCategoryInput } from '../../src/features/registration/index.js';
import { type TestApplication } from '../support/running-application.js';
import { aSeries } from './series.js';
import { nextNumber, TESTER } from './tester.js';

/** What differs from the usual edition; null leaves a part out. */
export interface EditionOptions {
  edition?: Partial<CreateEditionInput>;
  category?: Partial<z.input<typeof CreateCategoryInput>>;
  stream?: Partial<z.input<typeof CreateStreamInput>> | null;
  rule?: Partial<z.input<typeof CreateReminderRuleInput>> | null;
  /** Default true. */
  published?: boolean;
}

export interface BuiltEdition {
  id: string;
  key: string;
  seriesId: string;
  category: string;
  stream: string;
  rule: string;
}

const YEAR = new Date().getUTCFullYear() + 1;

/** When the usual edition begins and ends: 20:00 to 21:30 in Shanghai, on 10 December of next year. */
export const START = `${YEAR}-12-10T12:00:00.000Z`;
export const END = `${YEAR}-12-10T13:30:00.000Z`;

/** An instant so many hours (or, negative, before) the usual start. */
export const hoursFromStart = (hours: number): string => new Date(Date.parse(START) + hours * 3_600_000).toISOString();

/**
 * A published online edition of a new series, held by Asia/Shanghai from `START` to `END`, with one category without a limit, one stream
 * with one mirror, and a reminder one hour before the start.
 */
export async function anEdition(application: TestApplication, options: EditionOptions = {}): Promise<BuiltEdition> {
  const editions = application.get(EditionsService);
  const series = options.edition?.series ?? (await aSeries(application)).slug;
  const { id, key } = await editions.create(
    TESTER,
    CreateEditionInput.parse({
      series,
      key: `edition-${nextNumber()}`,
      title: 'Winter symposium',
      timeZone: 'Asia/Shanghai',
      startsAt: START,
      endsAt: END,
      ...options.edition,
    }),
  );
  const category = await aCategory(application, key, options.category);
  const stream = options.stream === null ? '' : await aStream(application, key, options.stream);
  const rule = options.rule === null ? '' : await aRule(application, key, options.rule);
  if (options.published ?? true) await editions.publish(TESTER, key);
  const { series: ofSeries } = await application.get(EditionQueries).byId(id);
  return { id, key, seriesId: ofSeries.id, category, stream, rule };
}

/** A further category, online and without a limit. @returns its id */
export function aCategory(
  application: TestApplication,
  key: string,
  more: Partial<z.input<typeof CreateCategoryInput>> = {},
): Promise<string> {
  const input = CreateCategoryInput.parse({ name: 'Online', ...more });
  return application.get(CategoriesService).create(TESTER, key, input);
}

/** A further stream with one mirror. @returns its id */
export function aStream(
  application: TestApplication,
  key: string,
  more: Partial<z.input<typeof CreateStreamInput>> = {},
): Promise<string> {
  const mirrors = [{ provider: 'hls' as const, url: 'https://video.example/first.m3u8' }];
  const input = CreateStreamInput.parse({ title: 'Main hall', mirrors, ...more });
  return application.get(StreamsService).create(TESTER, key, input);
}

/** A further reminder, an hour before the start. @returns its id */
export function aRule(
  application: TestApplication,
  key: string,
  more: Partial<z.input<typeof CreateReminderRuleInput>> = {},
): Promise<string> {
  const input = CreateReminderRuleInput.parse({ offset: '-PT1H', ...more });
  return application.get(ReminderRulesService).create(TESTER, key, input);
}
