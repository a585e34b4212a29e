const stringLiteral = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y;
const hasCall = /\bhas\s*\(/y;
const fieldOf = /^([\s\S]*)\.\s*([A-Za-z_]\w*)\s*$/;

/** Where the string literal that begins here ends; the same position if none does. */
function skipString(text: string, position: number): number {
  stringLiteral.lastIndex = position;
  const match = stringLiteral.exec(text);
  return match ? position + match[0].length : position;
}

/** The position of the parenthesis that closes one opened before `start`. */
function closing(text: string, start: number): number {
  let depth = 1;
  let position = start;
  while (position < text.length) {
    const next = skipString(text, position);
    if (next > position) {
      position = next;
      continue;
    }
    if (text[position] === '(') {
      depth += 1;
    } else if (text[position] === ')') {
      depth -= 1;
      if (depth === 0) {
        return position;
      }
    }
    position += 1;
  }
  return -1;
}

/**
 * The library knows `has(a.b)` for chains of names only; CEL has it for every expression that ends in a
 * field, as in `has(self[0].b)`. Those are written as `(self[0].?b.hasValue())`, which means the same.
 */
export function rewriteHas(expression: string): string {
  let result = '';
  let position = 0;
  while (position < expression.length) {
    const afterString = skipString(expression, position);
    if (afterString > position) {
      result += expression.slice(position, afterString);
      position = afterString;
      continue;
    }
    hasCall.lastIndex = position;
    const call = hasCall.exec(expression);
    const start = call ? position + call[0].length : -1;
    const end = call ? closing(expression, start) : -1;
    const argument = call && end > 0 ? expression.slice(start, end) : '';
    const field = argument.includes('[') ? fieldOf.exec(argument) : null;
    if (field) {
      result += `(${field[1]}.?${field[2]}.hasValue())`;
      position = end + 1;
    } else {
      result += expression[position];
      position += 1;
    }
  }
  return result;
}
