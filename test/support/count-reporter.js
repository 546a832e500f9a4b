import { appendFileSync } from 'node:fs';

/**
 * Appends `<passed> <failed>` to the file that TEST_COUNTS_FILE names, one line a run of jest; `.ci/run` adds them up.
 * A test file that did not even load counts as one failure.
 */
export default class CountReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const file = process.env['TEST_COUNTS_FILE'];
    if (file) appendFileSync(file, `${numPassedTests} ${numFailedTests + numRuntimeErrorTestSuites}\n`);
  }
}
