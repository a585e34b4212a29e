import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import {
  ANNOTATIONS,
  productOwner,
  productRefOf,
  type APIKey,
  type APIProduct,
  type KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { objectKey } from '@kuadrant/backstage-plugin-kuadrant-node';
import { requesterOf } from '../model/entityRefs';
import type { Lookup } from '../services/Lookup';
import type { MadeDecision } from '../services/approvalOf';
import type { Notifier } from './Notifier';

const APPROVALS_PAGE = '/kuadrant/approvals';

/** Sends through Backstage's notifications. A portal without that plugin goes on without them. */
export class PortalNotifier implements Notifier {
  readonly #notifications: NotificationService;
  readonly #lookup: Lookup;
  readonly #logger: LoggerService;
  #failing = false;

  constructor(options: {
    notifications: NotificationService;
    lookup: Lookup;
    logger: LoggerService;
  }) {
    this.#notifications = options.notifications;
    this.#lookup = options.lookup;
    this.#logger = options.logger;
  }

  requested(key: APIKey, product: APIProduct): void {
    const owner = productOwner(product);
    const isLeftToPeople =
      product.spec.approvalMode === 'manual' ||
      key.metadata.annotations?.[ANNOTATIONS.review] === 'required';
    if (!owner || !isLeftToPeople) {
      return;
    }
    const { planTier, useCase, requestedBy } = key.spec;
    this.#send(owner, requestedBy.userId, {
      title: `${requestedBy.userId} asks for access to ${product.spec.displayName}`,
      description: `Plan ${planTier}. ${useCase ?? ''}`.trim(),
      link: APPROVALS_PAGE,
      severity: 'normal',
      scope: `request ${objectKey(key.metadata)}`,
    });
  }

  decided(made: MadeDecision): void {
    const { key, approval } = made;
    const { approved, message, reviewedBy } = approval.spec;
    this.#send(requesterOf(key), reviewedBy, {
      title: `${this.#apiOf(key)}: ${verdictOf(made)}`,
      description: message ? `${reviewedBy}: ${message}` : `By ${reviewedBy}`,
      link: linkTo(key),
      severity: approved ? 'normal' : 'high',
      scope: `decision ${objectKey(key.metadata)}`,
    });
  }

  deleted(key: APIKey, by: string): void {
    this.#send(requesterOf(key), by, {
      title: `${this.#apiOf(key)}: your key was deleted`,
      description: `By ${by}. Calls with it are refused.`,
      link: '/kuadrant/my-keys',
      severity: 'high',
      scope: `deletion ${objectKey(key.metadata)}`,
    });
  }

  expiresSoon(key: APIKey, expiresAt: string): void {
    this.#send(requesterOf(key), undefined, {
      title: `${this.#apiOf(key)}: your key expires soon`,
      description: `It works until ${expiresAt}. Ask for a later expiry on the page of the key.`,
      link: linkTo(key),
      severity: 'high',
      scope: `expiry ${objectKey(key.metadata)} ${expiresAt}`,
    });
  }

  #apiOf(key: APIKey): string {
    const product = this.#lookup.product(productRefOf(key));
    return product?.spec.displayName ?? key.spec.apiProductRef.name;
  }

  #send(
    entityRef: string | undefined,
    excludeEntityRef: string | undefined,
    payload: NotificationSendOptions['payload'],
  ): void {
    if (!entityRef || entityRef === excludeEntityRef) {
      return;
    }
    this.#notifications
      .send({
        recipients: { type: 'entity', entityRef, excludeEntityRef },
        payload: {
          ...payload,
          topic: 'kuadrant',
          scope: `kuadrant ${payload.scope}`,
        },
      })
      .then(
        () => {
          this.#failing = false;
        },
        (error: Error) => {
          const level = this.#failing ? 'debug' : 'info';
          this.#failing = true;
          this.#logger[level](
            `A notification could not be sent; is the notifications plugin installed? ${error.message}`,
          );
        },
      );
  }
}

function verdictOf({ approval, subject }: MadeDecision): string {
  const { approved } = approval.spec;
  switch (subject) {
    case 'request':
      return `your request was ${approved ? 'approved' : 'rejected'}`;
    case 'change':
      return approved
        ? 'your change was approved'
        : 'your change was rejected, the key stays as it is';
    default:
      return 'your key was revoked';
  }
}

function linkTo({ metadata }: KubernetesObject): string {
  return `/kuadrant/keys/${metadata.namespace}/${metadata.name}`;
}
