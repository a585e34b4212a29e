import { IncomingMessage, ServerResponse } from 'node:http';
import { methodNotAllowed } from '../api/StatusError';
import { OpenApiDocuments } from '../openapi/OpenApiDocuments';
import { ResourceRegistry } from '../resources/ResourceRegistry';
import { ResourceType } from '../resources/ResourceType';
import { sendDocument } from '../server/Reply';
import { sendOpenApiV2 } from './sendOpenApiV2';
import {
  apiGroup,
  apiGroupDiscovery,
  apiResources,
  groupsOf,
} from './documents';

/** The Kubernetes release whose API this server follows. */
export const kubernetesVersion = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.3',
};

const openApiV2Path = '/openapi/v2';

/** Tells clients what the API serves. */
export class DiscoveryHandler {
  readonly #registry: ResourceRegistry;
  readonly #openApi: OpenApiDocuments;

  constructor(options: { registry: ResourceRegistry }) {
    this.#registry = options.registry;
    this.#openApi = new OpenApiDocuments(options);
  }

  has(path: string): boolean {
    return (
      path === openApiV2Path ||
      this.#openApiDocument(trim(path)) !== undefined ||
      this.#document(trim(path), false) !== undefined
    );
  }

  /** OpenAPI v3; undefined for paths that are none of its documents. */
  #openApiDocument(path: string): string | undefined {
    const prefix = '/openapi/v3';
    if (path === prefix) {
      return JSON.stringify(this.#openApi.index());
    }
    return path.startsWith(`${prefix}/`)
      ? this.#openApi.document(path.slice(prefix.length + 1))?.json
      : undefined;
  }

  /** @throws 405 for what is no reading of the document */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    pathname: string,
  ): void {
    const path = trim(pathname);
    if (!readingMethods(path).includes(request.method!)) {
      throw methodNotAllowed();
    }
    if (path === openApiV2Path) {
      sendOpenApiV2(request, response, this.#openApi.v2());
      return;
    }
    const openApi = this.#openApiDocument(path);
    if (openApi !== undefined) {
      sendDocument(response, 200, openApi);
      return;
    }
    const version = aggregatedVersion(request.headers.accept ?? '');
    const isAggregated =
      version !== undefined && ['/api', '/apis'].includes(path);
    const document = this.#document(path, isAggregated);
    if (!isAggregated) {
      sendDocument(response, 200, JSON.stringify(document));
      return;
    }
    const body = JSON.stringify({
      kind: 'APIGroupDiscoveryList',
      apiVersion: `apidiscovery.k8s.io/${version}`,
      ...document,
    });
    response.writeHead(200, {
      'Content-Type': `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
      'Cache-Control': 'no-cache, private',
      Vary: 'Accept',
      'Content-Length': Buffer.byteLength(body),
    });
    response.end(body);
  }

  #document(path: string, isAggregated: boolean): object | undefined {
    const types = this.#registry.types();
    switch (path) {
      case '/version':
        return versionDocument();
      case '/api':
        return isAggregated
          ? this.#aggregated(types, group => group === '')
          : {
              kind: 'APIVersions',
              versions: ['v1'],
              serverAddressByClientCIDRs: [],
            };
      case '/apis':
        return isAggregated
          ? this.#aggregated(types, group => group !== '')
          : {
              kind: 'APIGroupList',
              apiVersion: 'v1',
              groups: groupsOf(types)
                .filter(({ name }) => name)
                .map(apiGroup),
            };
      case '':
        return { paths: this.#paths(types) };
      default:
        return this.#groupDocument(types, path);
    }
  }

  #aggregated(types: ResourceType[], has: (group: string) => boolean): object {
    return {
      metadata: {},
      items: groupsOf(types)
        .filter(({ name }) => has(name))
        .map(group => apiGroupDiscovery(types, group)),
    };
  }

  #groupDocument(types: ResourceType[], path: string): object | undefined {
    const [, root, ...rest] = path.split('/');
    const [groupName, versionName, ...more] =
      root === 'api' ? ['', ...rest] : rest;
    const group = groupsOf(types).find(({ name }) => name === groupName);
    const isKnownRoot = root === 'api' || (root === 'apis' && groupName);
    if (!group || !isKnownRoot || more.length > 0) {
      return undefined;
    }
    if (!versionName) {
      return { kind: 'APIGroup', apiVersion: 'v1', ...apiGroup(group) };
    }
    if (!group.versions.includes(versionName)) {
      return undefined;
    }
    return {
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion: groupName ? `${groupName}/${versionName}` : versionName,
      resources: apiResources(types, groupName, versionName),
    };
  }

  #paths(types: ResourceType[]): string[] {
    const groups = groupsOf(types).filter(({ name }) => name);
    return [
      '/api',
      '/api/v1',
      '/apis',
      ...groups.flatMap(({ name, versions }) => [
        `/apis/${name}`,
        ...versions.map(version => `/apis/${name}/${version}`),
      ]),
      '/healthz',
      '/livez',
      openApiV2Path,
      '/openapi/v3',
      '/readyz',
      '/version',
    ];
  }
}

/** Without slashes at the end; two slashes alone are no root. */
function trim(path: string): string {
  return path === '/' ? '' : path.replace(/(?<=[^/])\/+$/, '');
}

/** HEAD is known to the documents that are not made for one version of the API. */
function readingMethods(path: string): string[] {
  const isForGet =
    path === '/version' || /^\/api(\/|$)|^\/apis\/.+\//.test(path);
  return isForGet ? ['GET'] : ['GET', 'HEAD'];
}

function versionDocument(): object {
  return {
    ...kubernetesVersion,
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: '1970-01-01T00:00:00Z',
    goVersion: '',
    compiler: 'node',
    platform: `${process.platform}/${process.arch}`,
  };
}

/** Which version of the aggregated discovery the client prefers to the plain one, if any. */
function aggregatedVersion(accept: string): string | undefined {
  for (const clause of accept.split(',')) {
    const parts = clause.split(';').map(part => part.trim());
    const has = (parameter: string) => parts.includes(parameter);
    if (has('as=APIGroupDiscoveryList') && parts[0] === 'application/json') {
      return ['v2', 'v2beta1'].find(version => has(`v=${version}`));
    }
    if (parts.length === 1 && parts[0] === 'application/json') {
      return undefined;
    }
  }
  return undefined;
}
