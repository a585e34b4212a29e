module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    'jest/expect-expect': [
      'error',
      {
        // Waiting for a state is expecting it.
        assertFunctionNames: [
          'expect',
          '*Becomes',
          'world.*Becomes',
          'waitFor',
          'endsRight',
        ],
      },
    ],
  },
});
