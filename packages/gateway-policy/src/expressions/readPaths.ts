import { parse, type ASTNode } from '@marcbachmann/cel-js';
import { remember } from '../objects/remember';

/** Stands in a path for a part that is only known when the expression is evaluated. */
export const ANY_PART = '*';

const rememberedPaths = remember((expression): readonly string[][] => {
  try {
    const paths: string[][] = [];
    collect(parse(expression).ast, paths);
    return paths;
  } catch {
    return [];
  }
});

/**
 * The paths of variables that a CEL expression reads, each as its parts: `auth.identity.metadata.labels["app"]` reads
 * `['auth', 'identity', 'metadata', 'labels', 'app']`. Empty when the text is not CEL.
 *
 * @public
 */
export function readPaths(expression: string): readonly string[][] {
  return rememberedPaths(expression);
}

const rememberedValues = remember((expression): readonly string[][] => {
  try {
    return valuesOf(parse(expression).ast);
  } catch {
    return [];
  }
});

/**
 * The paths of variables that the value of a CEL expression comes from. What a condition reads only to choose among
 * values, as in `has(a.b) ? a.b : ""`, is not among them.
 */
export function valuePaths(expression: string): readonly string[][] {
  return rememberedValues(expression);
}

function valuesOf(node: ASTNode): string[][] {
  if (node.op === '?:') {
    return node.args.slice(1).flatMap(valuesOf);
  }
  const paths: string[][] = [];
  collect(node, paths);
  return paths;
}

function collect(node: ASTNode, paths: string[][]): void {
  const path = pathOf(node);
  if (path) {
    paths.push(path);
  }
  for (const child of path ? indexesOf(node) : childrenOf(node)) {
    collect(child, paths);
  }
}

/** The path that a node reads; undefined when it is anything else than a path. */
export function pathOf(node: ASTNode): string[] | undefined {
  switch (node.op) {
    case 'id':
      return [node.args];
    case '.':
    case '.?': {
      const parent = pathOf(node.args[0]);
      return parent && [...parent, node.args[1]];
    }
    case '[]':
    case '[?]': {
      const parent = pathOf(node.args[0]);
      const index = node.args[1];
      const constant =
        index.op === 'value' && typeof index.args === 'string'
          ? index.args
          : ANY_PART;
      return parent && [...parent, constant];
    }
    default:
      return undefined;
  }
}

/** Expressions within the brackets of a path. */
function indexesOf(node: ASTNode): ASTNode[] {
  switch (node.op) {
    case '.':
    case '.?':
      return indexesOf(node.args[0]);
    case '[]':
    case '[?]':
      return [...indexesOf(node.args[0]), node.args[1]];
    default:
      return [];
  }
}

function childrenOf(node: ASTNode): ASTNode[] {
  return nodesIn(node.args);
}

function nodesIn(args: unknown): ASTNode[] {
  if (Array.isArray(args)) {
    return args.flatMap(nodesIn);
  }
  return args !== null && typeof args === 'object' && 'op' in args
    ? [args as ASTNode]
    : [];
}
