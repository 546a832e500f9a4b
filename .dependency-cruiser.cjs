/** A feature may import only the features named before it. This list is the architecture. */
const LADDER = [
  'accounts',
  'audit',
  'institutions',
  'editions',
  'programme',
  'registration',
  'livestreams',
  'certificates',
  'messaging',
];
const DELIVERY = ['web', 'api', 'worker', 'cli'];
const any = (names) => `(${names.join('|')})`;
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', 'Move the shared part down a rung, or publish an event.', {}, { circular: true }),
    rule(
      'on-the-ladder',
      'Name a new feature in LADDER, on the lowest rung that works.',
      { path: '^src/features/', pathNot: `^src/features/${any(LADDER)}/` },
      {},
    ),
    ...LADDER.map((feature, rung) =>
      rule(
        `ladder-${feature}`,
        `May import: ${LADDER.slice(0, rung).join(', ') || 'no other feature'}.`,
        { path: `^src/features/${feature}/` },
        { path: '^src/features/', pathNot: `^src/features/${any(LADDER.slice(0, rung + 1))}/` },
      ),
    ),
    rule(
      'front-door',
      'A feature is entered through its index.ts only.',
      { path: '^src/features/([^/]+)/' },
      { path: '^src/features/', pathNot: '^src/features/($1/|[^/]+/index\\.ts$)' },
    ),
    rule(
      'front-door-from-outside',
      'A feature is entered through its index.ts only.',
      { path: '^(src|test|bench|migrations)/', pathNot: '^src/features/' },
      { path: '^src/features/', pathNot: '^src/features/[^/]+/index\\.ts$' },
    ),
    rule(
      'no-own-index',
      'Inside a feature import the file itself.',
      { path: '^src/features/([^/]+)/' },
      { path: '^src/features/$1/index\\.ts$' },
    ),
    rule(
      'pure-domain',
      'domain/ imports itself and kernel/, nothing else.',
      { path: '^src/features/([^/]+)/domain/', pathNot: '\\.spec\\.ts$' },
      { pathNot: '^src/(kernel/|features/$1/domain/)' },
    ),
    rule(
      'pure-kernel',
      'kernel/ imports nothing but itself; only its time zones stand on the zone data that the product ships.',
      { path: '^src/kernel/', pathNot: '\\.spec\\.ts$' },
      { pathNot: '^(src/kernel/|node_modules/moment-timezone/)' },
    ),
    rule(
      'zone-data-in-one-place',
      'Ask kernel/time-zone instead.',
      { path: '^(src|test|bench)/', pathNot: '^src/kernel/time-zone' },
      { path: 'node_modules/(moment|moment-timezone)/' },
    ),
    rule(
      'platform-knows-no-feature',
      'Hand the platform a function instead.',
      { path: '^src/platform/' },
      { path: `^src/${any(['features', ...DELIVERY])}/` },
    ),
    rule(
      'features-know-no-delivery',
      'No HTTP, pages or processors below the delivery layer.',
      { path: '^src/features/' },
      { path: `^src/${any(DELIVERY)}/` },
    ),
    ...DELIVERY.map((name) =>
      rule(
        `${name}-stands-alone`,
        'What two delivery layers share belongs to a feature or to the platform.',
        { path: `^src/${name}/` },
        { path: `^src/${any(DELIVERY.filter((other) => other !== name))}/` },
      ),
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|assets)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
