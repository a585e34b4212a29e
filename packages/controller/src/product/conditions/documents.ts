import {
  type APIProduct,
  type AuthRules,
  findCondition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  describeDocument,
  type DocumentState,
  type FetchedOpenApi,
  type IssuerMetadata,
  issuersOf,
  openApiUrlOf,
} from '../../fetch';
import type { WantedCondition } from '../../objects';

/** Whether an issuer of the JWT rules in force publishes its metadata. */
export function oidcCondition(
  product: APIProduct,
  rules: AuthRules | undefined,
  state: DocumentState<IssuerMetadata> | undefined,
): WantedCondition | undefined {
  const type = 'OIDCDiscovered';
  if (issuersOf(rules).length === 0) {
    return {
      type,
      status: 'False',
      reason: 'NoOIDCAuth',
      message: 'The AuthPolicy has no rule for JWTs of an issuer',
    };
  }
  if (!state) {
    return previousCondition(product, type);
  }
  const { failure, value } = state;
  return failure || !value
    ? {
        type,
        status: 'False',
        reason: 'DiscoveryFailed',
        message: failure?.message ?? '',
      }
    : {
        type,
        status: 'True',
        reason: 'Discovered',
        message: [
          `Issuer ${value.issuer} was discovered`,
          ...value.problems,
        ].join('. '),
      };
}

/** Whether the OpenAPI document was fetched; absent without a URL. */
export function openApiCondition(
  product: APIProduct,
  state: DocumentState<FetchedOpenApi> | undefined,
): WantedCondition | undefined {
  const type = 'OpenAPISpecReady';
  const url = openApiUrlOf(product);
  if (!url) {
    return undefined;
  }
  if (!state) {
    return previousCondition(product, type);
  }
  const { failure } = state;
  return failure
    ? {
        type,
        status: 'False',
        reason: failure.reason,
        message: failure.message,
      }
    : {
        type,
        status: 'True',
        reason: 'SpecFetched',
        message: describeDocument(url, state.value),
      };
}

// After a restart nothing has been tried yet; that is no news.
function previousCondition(
  { status }: APIProduct,
  type: string,
): WantedCondition | undefined {
  return findCondition(status?.conditions, type);
}
