import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// The walls of the house that a linter can see; each has its reason.
const tauriOnlyInTheHost = {
  group: ['@tauri-apps/*'],
  message: 'Only src/host/app.ts may know the shell: everything else asks the host "can it?".',
};
const componentsDoNotFetch = {
  regex: '(^|/)(api|api/client|host|router)(/index)?$',
  allowTypeImports: true,
  message: 'Kit and feature components take props and give events; routes load and compose.',
};
const featuresDoNotMix = {
  regex: '(/routes/|/features/)',
  message: 'A feature uses kit, api types and texts, never another feature or a route.',
};

export default ts.config(
  { ignores: ['dist/**', 'dist-kit/**', 'src/api/schema.ts', 'src/api/openapi.json'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      'no-undef': 'off',
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'max-lines': ['error', { max: 500 }],
      'svelte/no-at-html-tags': 'error',
      'svelte/no-inline-styles': 'error',
      'svelte/require-each-key': 'error',
      // Our own router takes plain addresses; SvelteKit's resolve() does not exist here.
      'svelte/no-navigation-without-resolve': 'off',
      // {' '} keeps a space that the compiler would trim; plain Map and URL are what we mean outside templates.
      'svelte/no-useless-mustaches': 'off',
      'svelte/prefer-svelte-reactivity': 'off',
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [tauriOnlyInTheHost] }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
    rules: { 'prefer-const': 'off', 'svelte/prefer-const': 'error' },
  },
  { files: ['src/host/app.ts'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
  {
    files: ['src/kit/**', 'src/features/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [tauriOnlyInTheHost, componentsDoNotFetch, featuresDoNotMix] }],
    },
  },
  { files: ['scripts/**', '*.config.*', '**/*.test.ts'], languageOptions: { globals: { ...globals.node } }, rules: { 'no-console': 'off' } },
);
