/** Tokens of JSON as jsonc-parser numbers them; its own enum is none that isolated modules can read. */
export const TOKENS = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  string: 10,
  end: 17,
};
