import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions } from 'dependency-cruiser';

const RULES = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: object[];
  options: ICruiseOptions;
};

/** Files and what each imports, in a folder of their own. */
type Tree = Record<string, string[]>;

/** The rules that a tree breaks, each with the file and what it should not have imported. */
async function broken(tree: Tree): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'symposia-ladder-'));
  try {
    for (const [file, imports] of Object.entries(tree)) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      const lines = imports.map(
        (path, index) => `import * as part${index} from '${path}';\nexport { part${index} };\n`,
      );
      writeFileSync(join(folder, file), lines.join('') || 'export const nothing = null;\n');
    }
    const { doNotFollow, exclude, tsPreCompilationDeps } = RULES.options;
    const { output } = await cruise(['src'], {
      baseDir: folder,
      validate: true,
      ruleSet: { forbidden: RULES.forbidden },
      doNotFollow,
      exclude,
      tsPreCompilationDeps,
    } as ICruiseOptions);
    if (typeof output === 'string') throw new Error(output);
    return output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the ladder', () => {
  it.each<{ case: string; tree: Tree; expected: string[] }>([
    {
      case: 'a feature that imports a lower one by its front door',
      tree: {
        'src/features/registration/registration.service.ts': [
          '../editions/index.js',
          '../../platform/tx.js',
          './domain/admission.js',
        ],
        'src/features/registration/domain/admission.ts': ['../../../kernel/clock.js'],
        'src/features/editions/index.ts': [],
        'src/platform/tx.ts': ['../kernel/clock.js'],
        'src/kernel/clock.ts': [],
        'src/api/registration.controller.ts': ['../features/editions/index.js'],
      },
      expected: [],
    },
    {
      case: 'a feature that imports a higher one',
      tree: {
        'src/features/registration/registration.service.ts': ['../messaging/index.js'],
        'src/features/messaging/index.ts': [],
      },
      expected: [
        'ladder-registration: src/features/registration/registration.service.ts → src/features/messaging/index.ts',
      ],
    },
    {
      case: 'a feature that imports a lower one around its front door',
      tree: {
        'src/features/registration/registration.service.ts': ['../editions/editions.service.js'],
        'src/features/editions/editions.service.ts': [],
      },
      expected: [
        'front-door: src/features/registration/registration.service.ts → src/features/editions/editions.service.ts',
      ],
    },
    {
      case: 'a page that goes around a front door',
      tree: {
        'src/web/event.page.tsx': ['../features/editions/entities/edition.entity.js'],
        'src/features/editions/entities/edition.entity.ts': [],
      },
      expected: ['front-door-from-outside: src/web/event.page.tsx → src/features/editions/entities/edition.entity.ts'],
    },
    {
      case: 'a domain that imports typeorm',
      tree: { 'src/features/registration/domain/admission.ts': ['typeorm'] },
      expected: ['pure-domain: src/features/registration/domain/admission.ts → typeorm'],
    },
    {
      case: 'a domain that imports the platform',
      tree: {
        'src/features/registration/domain/admission.ts': ['../../../platform/tx.js'],
        'src/platform/tx.ts': [],
      },
      expected: ['pure-domain: src/features/registration/domain/admission.ts → src/platform/tx.ts'],
    },
    {
      case: 'a kernel that imports a module of Node',
      tree: { 'src/kernel/ids.ts': ['node:crypto'] },
      expected: ['pure-kernel: src/kernel/ids.ts → crypto'],
    },
    {
      case: 'a platform that knows a feature',
      tree: {
        'src/platform/http/actors.ts': ['../../features/accounts/index.js'],
        'src/features/accounts/index.ts': [],
      },
      expected: ['platform-knows-no-feature: src/platform/http/actors.ts → src/features/accounts/index.ts'],
    },
    {
      case: 'a feature that knows a page',
      tree: { 'src/features/messaging/mail.ts': ['../../web/layout.js'], 'src/web/layout.ts': [] },
      expected: ['features-know-no-delivery: src/features/messaging/mail.ts → src/web/layout.ts'],
    },
    {
      case: 'the API that borrows from the pages',
      tree: { 'src/api/view.ts': ['../web/layout.js'], 'src/web/layout.ts': [] },
      expected: ['api-stands-alone: src/api/view.ts → src/web/layout.ts'],
    },
    {
      case: 'two files that import each other',
      tree: { 'src/platform/a.ts': ['./b.js'], 'src/platform/b.ts': ['./a.js'] },
      expected: ['no-cycles: src/platform/a.ts → src/platform/b.ts'],
    },
    {
      case: 'a feature without a rung',
      tree: { 'src/features/catering/menu.ts': ['../accounts/index.js'], 'src/features/accounts/index.ts': [] },
      expected: ['on-the-ladder: src/features/catering/menu.ts → src/features/accounts/index.ts'],
    },
  ])('$case', async ({ tree, expected }) => {
    expect(await broken(tree)).toEqual(expected);
  });
});
