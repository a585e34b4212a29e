import { parse, type ASTNode } from '@marcbachmann/cel-js';
import { remember } from '../objects/remember';
import { pathOf } from './readPaths';

/** A variable that must have a text for a predicate to hold. */
export interface RequiredText {
  path: string[];
  value: string;
}

const remembered = remember((expression): readonly RequiredText[] => {
  try {
    return requiredIn(parse(expression).ast);
  } catch {
    return [];
  }
});

/**
 * The comparisons with a text, such as `auth.identity.metadata.labels["app"] == "toys"`, that must all be true for a
 * predicate to hold. There may be further conditions.
 */
export function requiredTexts(expression: string): readonly RequiredText[] {
  return remembered(expression);
}

function requiredIn(node: ASTNode): RequiredText[] {
  if (node.op === '&&') {
    return node.args.flatMap(requiredIn);
  }
  if (node.op !== '==') {
    return [];
  }
  const [left, right] = node.args;
  return [...comparison(left, right), ...comparison(right, left)];
}

function comparison(variable: ASTNode, literal: ASTNode): RequiredText[] {
  const path = pathOf(variable);
  return path && literal.op === 'value' && typeof literal.args === 'string'
    ? [{ path, value: literal.args }]
    : [];
}
