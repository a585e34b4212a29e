import { Environment } from '@marcbachmann/cel-js';
import { remember } from '../objects/remember';

/**
 * What an expression of a policy can see.
 *
 * @public
 */
export interface ExpressionContext {
  auth: Record<string, unknown>;
  request: Record<string, unknown>;
  [other: string]: unknown;
}

type Compiled = (context: ExpressionContext) => unknown;

const MAX_COMPILED = 1000;

const environment = new Environment({ unlistedVariablesAreDyn: true });

/**
 * Evaluates CEL expressions and keeps them parsed, up to a thousand.
 *
 * @public
 */
export class Expressions {
  readonly #compiled = new Map<string, Compiled>();

  /**
   * Whether a predicate holds. One that cannot be evaluated, because it is not CEL or reads what is not there, does
   * not hold, as in Kuadrant's data plane.
   */
  holds(predicate: string, context: ExpressionContext): boolean {
    return this.value(predicate, context) === true;
  }

  /** The value of an expression; undefined when it cannot be evaluated. */
  value(expression: string, context: ExpressionContext): unknown {
    try {
      return this.#compile(expression)(context);
    } catch {
      return undefined;
    }
  }

  #compile(expression: string): Compiled {
    const known = this.#compiled.get(expression);
    if (known) {
      return known;
    }
    if (this.#compiled.size >= MAX_COMPILED) {
      this.#compiled.clear();
    }
    const parsed = environment.parse(expression);
    const compiled: Compiled = context => parsed(context);
    this.#compiled.set(expression, compiled);
    return compiled;
  }
}

const rememberedProblem = remember((expression): string | undefined => {
  try {
    environment.parse(expression);
    return undefined;
  } catch (error) {
    return (error as Error).message.split('\n')[0];
  }
});

/**
 * The parser's message when a text is not CEL; undefined when it is.
 *
 * @public
 */
export function expressionProblem(expression: string): string | undefined {
  return rememberedProblem(expression);
}
