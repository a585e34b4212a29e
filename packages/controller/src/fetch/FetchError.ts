/** Why a document is not there; the reasons are those of the condition OpenAPISpecReady. */
export type FetchFailure =
  'RequestCreationFailed' | 'FetchFailed' | 'ReadFailed' | 'SpecSizeTooLarge';

/** A document could not be fetched. The message is fit for its owner to read. */
export class FetchError extends Error {
  readonly name = 'FetchError';
  readonly reason: FetchFailure;

  constructor(reason: FetchFailure, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}
