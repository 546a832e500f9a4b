import { CreateSeriesInput, SeriesService } from '../../src/features/editions/index.js';
import { type TestApplication } from '../support/running-application.js';
import { nextNumber, TESTER } from './tester.js';

/** A series of annual meetings without members or editions. */
export async function aSeries(
  application: TestApplication,
  more: Partial<CreateSeriesInput> = {},
): Promise<{ id: string; slug: string }> {
  const number = nextNumber();
  const input = CreateSeriesInput.parse({
    slug: `series-${number}`,
    kind: 'annual_meeting',
    name: `Series ${number}`,
    ...more,
  });
  const { id, slug } = await application.get(SeriesService).create(TESTER, input);
  return { id, slug };
}
