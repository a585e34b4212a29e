import type { Kuadrant } from '@kuadrant/backstage-plugin-kuadrant-common';
import { type Caches } from '../caches';
import type { EventRecorder } from '../events';
import { keyOf } from '../objects';
import type { Logger } from '../runtime';

/** What to do while Kuadrant's operator runs a controller of its own on the same objects. */
export type BesideOtherController = 'wait' | 'act';

/**
 * Notices that Kuadrant's operator runs its own developer-portal-controller: two controllers with different rules undo
 * each other's work.
 *
 * @remarks
 * The switch is `spec.components.developerPortal.enabled` of the Kuadrant object. While it is true, the operator's
 * controller acts; when it is not, this one does.
 */
export class OtherController {
  readonly #kuadrants: Caches['kuadrants'];
  readonly #options: {
    beside: BesideOtherController;
    logger: Logger;
    events: EventRecorder;
    onChange: () => void;
  };
  #toldOf?: string;

  constructor(
    kuadrants: Caches['kuadrants'],
    options: {
      beside: BesideOtherController;
      logger: Logger;
      events: EventRecorder;
      /** Called when {@link OtherController.isWaitedFor} may have changed. */
      onChange: () => void;
    },
  ) {
    this.#kuadrants = kuadrants;
    this.#options = options;
  }

  /** Begins to notice. The cache must have synced. Returns the function that ends it. */
  start(): () => void {
    this.#notice();
    return this.#kuadrants.subscribe(() => this.#notice());
  }

  /** Whether the operator runs its controller. */
  get isEnabled(): boolean {
    return this.#switchedOn() !== undefined;
  }

  /** Whether this controller has to wait. */
  get isWaitedFor(): boolean {
    return this.isEnabled && this.#options.beside === 'wait';
  }

  /** What to know about it; undefined while it does not run. */
  get note(): string | undefined {
    const kuadrant = this.#switchedOn();
    if (!kuadrant) {
      return undefined;
    }
    const runs = `Kuadrant's operator runs its own developer-portal-controller (spec.components.developerPortal.enabled of Kuadrant ${keyOf(kuadrant.metadata)})`;
    return this.#options.beside === 'act'
      ? `${runs}, and this one acts beside it, as configured`
      : `${runs}, so this one does not act. Set the field to false to let this one take over`;
  }

  #switchedOn(): Kuadrant | undefined {
    return this.#kuadrants
      .list()
      .find(
        ({ metadata, spec }) =>
          !metadata.deletionTimestamp && isPortalEnabled(spec),
      );
  }

  #notice(): void {
    const { note } = this;
    if (note === this.#toldOf) {
      return;
    }
    const { logger, events, onChange } = this.#options;
    this.#toldOf = note;
    const kuadrant = this.#switchedOn();
    if (note && kuadrant) {
      logger.warn(note);
      events.record(kuadrant, {
        type: 'Warning',
        reason: 'OtherController',
        message: note,
      });
    } else {
      logger.info(
        "Kuadrant's operator no longer runs its own developer-portal-controller",
      );
    }
    onChange();
  }
}

function isPortalEnabled(spec: Kuadrant['spec']): boolean {
  const components = spec?.components as
    { developerPortal?: { enabled?: unknown } } | undefined;
  return components?.developerPortal?.enabled === true;
}
