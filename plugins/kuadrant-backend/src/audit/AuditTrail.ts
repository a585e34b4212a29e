import type {
  AuditorService,
  AuditorServiceEvent,
  AuditorServiceEventSeverityLevel,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';
import { toCodedError } from '../errors';

/** Adds to what the audit event of the present change tells. Never give it a key's value. */
export type AuditNote = (meta: JsonObject) => void;

/** What is about to be done. */
export interface AuditedChange {
  /** Name of the event in kebab case, without the plugin's name. */
  eventId: string;
  /** Undefined where the change came by another way than HTTP; then `meta` tells on whose behalf. */
  request?: Request;
  severityLevel: AuditorServiceEventSeverityLevel;
  meta: JsonObject;
}

/** Writes one audit event for each change and each reveal: who, what, the decision, the reason and the outcome. */
export class AuditTrail {
  readonly #auditor: AuditorService;
  readonly #logger: LoggerService;

  constructor(auditor: AuditorService, logger: LoggerService) {
    this.#auditor = auditor;
    this.#logger = logger;
  }

  /**
   * Carries out a change between the beginning and the end of its event. The event ends exactly once; what fails is
   * thrown on as it is; the event tells it as the caller gets to see it.
   */
  async record<R>(
    { eventId, request, severityLevel, meta }: AuditedChange,
    change: (note: AuditNote) => Promise<R>,
  ): Promise<R> {
    const event = await this.#auditor.createEvent({
      eventId,
      request: request && withoutQuery(request),
      severityLevel,
      meta,
    });
    const notes: JsonObject = {};
    let result: R;
    try {
      result = await change(added => Object.assign(notes, added));
    } catch (thrown) {
      const error = toCodedError(thrown);
      const decision = error.statusCode === 403 ? 'deny' : undefined;
      await this.#end(eventId, event, {
        error,
        meta: { ...notes, ...(decision && { decision }) },
      });
      throw thrown;
    }
    await this.#end(eventId, event, { meta: { decision: 'allow', ...notes } });
    return result;
  }

  // What was done is done: a trail that cannot be written must not turn it into an error, nor end the event twice.
  async #end(
    eventId: string,
    event: AuditorServiceEvent,
    end: { meta: JsonObject; error?: Error },
  ): Promise<void> {
    const { meta, error } = end;
    try {
      await (error ? event.fail({ error, meta }) : event.success({ meta }));
    } catch (failure) {
      this.#logger.error(
        `The end of the audit event ${eventId} could not be written`,
        failure as Error,
      );
    }
  }
}

/** The request with an address that ends before the query, which is nobody's business in a log. */
function withoutQuery(request: Request): Request {
  return Object.create(request, {
    originalUrl: { value: request.originalUrl.replace(/\?.*$/s, '') },
  });
}
