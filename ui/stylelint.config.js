// Logical properties only: the page must work right to left without a second style sheet.
export default {
  extends: ['stylelint-config-standard-scss'],
  plugins: ['stylelint-use-logical'],
  overrides: [{ files: ['**/*.svelte'], customSyntax: 'postcss-html' }],
  rules: {
    'csstools/use-logical': ['always', { except: [/^(min-|max-)?(width|height)$/, 'top', 'bottom'] }],
    'color-no-hex': [true, { message: 'Colours come from tokens (src/styles/_tokens.scss).' }],
    'declaration-empty-line-before': null,
    'rule-empty-line-before': null,
    'comment-empty-line-before': null,
    'custom-property-empty-line-before': null,
    'at-rule-empty-line-before': null,
    'scss/double-slash-comment-empty-line-before': null,
    'no-descending-specificity': null,
    'selector-pseudo-class-no-unknown': [true, { ignorePseudoClasses: ['global'] }],
    'value-keyword-case': ['lower', { ignoreKeywords: ['Highlight', 'CanvasText', 'Canvas', 'LinkText', 'ButtonText', 'HighlightText', 'GrayText'] }],
    'selector-class-pattern': null,
    'scss/dollar-variable-pattern': null,
    'no-empty-source': null,
    'declaration-block-single-line-max-declarations': 4,
  },
};
