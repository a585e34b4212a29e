module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  // what export:dynamic writes
  ignorePatterns: ['dist-dynamic/**'],
  rules: {
    // A dialog begins in its first field, a destructive one on Cancel.
    'jsx-a11y/no-autofocus': 'off',
    // Absolute times, code and shortened lists can be reached by keyboard too.
    'jsx-a11y/no-noninteractive-tabindex': 'off',
    // Escape and Mod+Enter are heard where they bubble to: at the form or panel.
    'jsx-a11y/no-noninteractive-element-interactions': 'off',
  },
});
