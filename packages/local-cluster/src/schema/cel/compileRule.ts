import { ASTNode, Environment, Optional } from '@marcbachmann/cel-js';
import { addKubernetesFunctions } from './celFunctions';
import { rewriteHas } from './rewriteHas';

/** A rule that can be evaluated; throws when the evaluation fails. */
export interface CompiledRule {
  usesOldSelf: boolean;
  evaluate(self: unknown, oldSelf?: unknown): unknown;
}

const environment = addKubernetesFunctions(
  new Environment({
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
    limits: { maxDepth: 100, maxAstNodes: 10_000 },
  }),
)
  .registerVariable('self', 'dyn')
  .registerVariable('oldSelf', 'dyn');

const compiledRules = new Map<string, CompiledRule>();

function isNode(value: unknown): value is ASTNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'op' in value &&
    'args' in value
  );
}

function walk(value: unknown, visit: (node: ASTNode) => void): void {
  if (Array.isArray(value)) {
    value.forEach(item => walk(item, visit));
  } else if (isNode(value)) {
    visit(value);
    walk(value.args, visit);
  }
}

/**
 * The library's `matches` uses JavaScript's regular expressions, which can take exponential time;
 * Kubernetes uses RE2, and so do rules here.
 */
function useRe2(expression: string, ast: ASTNode): string {
  const positions: number[] = [];
  walk(ast, node => {
    if (node.op === 'rcall' && node.args[0] === 'matches') {
      positions.push(node.args[1].range.end);
    }
  });
  return positions
    .sort((left, right) => right - left)
    .reduce(
      (text, position) =>
        text.slice(0, position) +
        text.slice(position).replace(/^(\)*\s*\.\s*)matches/, '$1matchesRe2'),
      expression,
    );
}

/** Compiles a rule once. Throws if it cannot be read. */
export function compileRule(expression: string): CompiledRule {
  const known = compiledRules.get(expression);
  if (known) {
    return known;
  }
  const readable = rewriteHas(expression);
  const { ast } = environment.parse(readable);
  let usesOldSelf = false;
  walk(ast, node => {
    usesOldSelf ||= node.op === 'id' && node.args === 'oldSelf';
  });
  const program = environment.parse(useRe2(readable, ast));
  const check = program.check();
  if (!check.valid) {
    throw check.error;
  }
  const compiled: CompiledRule = {
    usesOldSelf,
    evaluate: (self, oldSelf) => program({ self, oldSelf }),
  };
  if (compiledRules.size >= 5000) {
    compiledRules.clear();
  }
  compiledRules.set(expression, compiled);
  return compiled;
}

/** `oldSelf` of a rule with optionalOldSelf. */
export function optionalOldSelf(value: unknown): unknown {
  return value === undefined ? Optional.none() : Optional.of(value);
}
