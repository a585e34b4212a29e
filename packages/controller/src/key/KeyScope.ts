import {
  type APIKey,
  type ObjectRef,
  refOfObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { SecretRound } from '../enforcement';
import type { Logger } from '../runtime';
import { evaluateKey, type KeyEvaluation } from './evaluateKey';
import type { KeyInput } from './KeyInput';

/** One key in one round of work: what is known of it and what that comes to. Each phase may add to it. */
export class KeyScope {
  readonly apiKey: APIKey;
  readonly ref: ObjectRef;
  readonly round: SecretRound;
  readonly logger: Logger;
  #input: KeyInput;
  #evaluation: KeyEvaluation;

  constructor(
    input: KeyInput,
    options: { round: SecretRound; logger: Logger },
  ) {
    this.apiKey = input.apiKey;
    this.ref = refOfObject(input.apiKey);
    this.round = options.round;
    this.logger = options.logger;
    this.#input = input;
    this.#evaluation = evaluateKey(input);
  }

  get input(): KeyInput {
    return this.#input;
  }

  get evaluation(): KeyEvaluation {
    return this.#evaluation;
  }

  /** Evaluates again, with what a phase has brought about. */
  update(changes: Partial<KeyInput>): void {
    this.#input = { ...this.#input, ...changes };
    this.#evaluation = evaluateKey(this.#input);
  }

  /** The gateway cannot be told about the key: whatever it would be, it does not work. */
  refuse(message: string): void {
    this.#evaluation = {
      ...this.#evaluation,
      state: 'Failed',
      reason: 'EnforcementFailed',
      message,
      inForce: undefined,
      expiresSoon: false,
    };
  }
}
