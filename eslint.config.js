import tseslint from 'typescript-eslint';

const NO_FORWARD_REF = {
  name: '@nestjs/common',
  importNames: ['forwardRef'],
  message: 'Break the circle instead: see ARCHITECTURE.md.',
};
const NO_HTTP_ERRORS = {
  name: '@nestjs/common',
  importNames: [
    'HttpException',
    'NotFoundException',
    'BadRequestException',
    'ConflictException',
    'ForbiddenException',
    'UnauthorizedException',
    'UnprocessableEntityException',
  ],
  message: 'Throw a DomainError.',
};
const FROM_THE_AIR = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take `now` as an argument.' },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take `now` as an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Take the value as an argument.',
  },
];
const RAW_HTML = {
  selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
  message: 'Text is escaped; the two exceptions live in web/layout and say why.',
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.data/', 'assets/', 'coverage/', '*.cjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-params': ['error', { max: 5 }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-restricted-imports': ['error', { paths: [NO_FORWARD_REF] }],
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Read the typed Config.' }],
      'no-restricted-syntax': ['error', RAW_HTML],
    },
  },
  {
    files: ['src/{kernel,features}/**/*.{ts,tsx}'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...FROM_THE_AIR, RAW_HTML],
      'no-restricted-imports': ['error', { paths: [NO_FORWARD_REF, NO_HTTP_ERRORS] }],
    },
  },
  {
    files: ['src/platform/config/**', 'test/**', 'bench/**', '*.js'],
    rules: { 'no-restricted-properties': 'off' },
  },
  { files: ['**/*.js', '**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
