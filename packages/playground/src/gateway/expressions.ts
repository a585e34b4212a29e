import { Environment } from '@marcbachmann/cel-js';

/** What an expression of a policy can see. */
export interface ExpressionContext {
  auth: { identity: unknown; kuadrant?: { plan?: string } };
  request: {
    method: string;
    path: string;
    host: string;
    headers: Record<string, string>;
  };
}

type Compiled = (context: ExpressionContext) => unknown;

const MAX_COMPILED = 1000;

const environment = new Environment({ unlistedVariablesAreDyn: true });

/** Evaluates CEL expressions and keeps them parsed. */
export class Expressions {
  readonly #compiled = new Map<string, Compiled>();

  /**
   * Whether a predicate holds. One that cannot be evaluated, because it is not CEL or asks for what is not there,
   * does not hold, as in Kuadrant's data plane.
   */
  holds(predicate: string, context: ExpressionContext): boolean {
    return this.#evaluate(predicate, context) === true;
  }

  /** The value of an expression as text; undefined when it cannot be evaluated. */
  text(expression: string, context: ExpressionContext): string | undefined {
    const value = this.#evaluate(expression, context);
    return value === undefined || value === null ? undefined : String(value);
  }

  #evaluate(expression: string, context: ExpressionContext): unknown {
    try {
      return this.#compile(expression)(context);
    } catch {
      // Both a text that is no CEL and a field that is absent mean the same to the data plane: no.
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

/** The message of the parser when a text is not CEL; undefined when it is. */
export function expressionProblem(expression: string): string | undefined {
  try {
    environment.parse(expression);
    return undefined;
  } catch (error) {
    return (error as Error).message.split('\n')[0];
  }
}
