/** Four kinds of test, one command each: `npm run test:unit|integration|e2e|browser`. Needs NODE_OPTIONS=--experimental-vm-modules (ESM). */
const shared = {
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            react: { runtime: 'automatic', importSource: 'preact' },
          },
          target: 'es2022',
        },
        module: { type: 'es6' },
      },
    ],
  },
  testEnvironment: 'node',
};

const project = (displayName, testMatch, more = {}) => ({ ...shared, displayName, testMatch, ...more });
const withDatabase = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

export default {
  projects: [
    project('unit', [
      '<rootDir>/src/**/*.spec.ts',
      '<rootDir>/src/**/*.spec.tsx',
      '<rootDir>/test/architecture/**/*.spec.ts',
    ]),
    project('integration', ['<rootDir>/test/integration/**/*.spec.ts'], withDatabase),
    project('e2e', ['<rootDir>/test/e2e/**/*.spec.ts'], withDatabase),
    project('faults', ['<rootDir>/test/faults/**/*.spec.ts']),
    project('redis', ['<rootDir>/test/redis/**/*.spec.ts']),
    project('browser', ['<rootDir>/test/browser/**/*.spec.ts']),
  ],
  testTimeout: 60_000,
  // Node does not give back all modules of a finished file when they are ESM in a `vm` context: after some forty files that start the
  // application the heap is full. A worker that has grown is replaced; one at a time, since a file has a server and a database to itself.
  maxWorkers: 1,
  workerIdleMemoryLimit: '1GB',
  reporters: ['default', ...(process.env.TEST_COUNTS_FILE ? ['<rootDir>/test/support/count-reporter.js'] : [])],
};
