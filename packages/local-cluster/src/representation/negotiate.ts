import { notAcceptable } from '../api/StatusError';

export type Transformation =
  'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList';

/** How the client wants its answer. */
export interface Negotiated {
  mediaType: 'application/json' | 'application/yaml';
  as?: Transformation;
  /** v1 or v1beta1 of meta.k8s.io. */
  version: string;
}

const mediaTypes = ['application/json', 'application/yaml'] as const;
const transformations: string[] = [
  'Table',
  'PartialObjectMetadata',
  'PartialObjectMetadataList',
];

/** One media type that a client takes. */
export interface Clause {
  type: string;
  parameters: Map<string, string>;
  quality: number;
}

/** The clauses of an Accept header, those that the client likes best first. */
export function parseAccept(header: string): Clause[] {
  return header
    .split(',')
    .map(part => {
      const [type, ...rest] = part.split(';').map(item => item.trim());
      const parameters = new Map(
        rest.map(item => item.split('=', 2) as [string, string]),
      );
      return {
        type: type.toLowerCase(),
        parameters,
        quality: Number(parameters.get('q') ?? 1),
      };
    })
    .filter(clause => clause.type && clause.quality > 0)
    .sort((left, right) => right.quality - left.quality);
}

function mediaTypeOf(type: string): Negotiated['mediaType'] | undefined {
  if (type === '*/*' || type === 'application/*') {
    return 'application/json';
  }
  return mediaTypes.find(candidate => candidate === type);
}

function transformationOf(
  clause: Clause,
): { as?: Transformation; version: string } | undefined {
  const as = clause.parameters.get('as');
  if (!as) {
    return { version: 'v1' };
  }
  const version = clause.parameters.get('v') ?? '';
  const isKnown =
    transformations.includes(as) &&
    clause.parameters.get('g') === 'meta.k8s.io' &&
    ['v1', 'v1beta1'].includes(version);
  return isKnown ? { as: as as Transformation, version } : undefined;
}

/** Chooses the first representation of the Accept header that this server has. */
export function negotiate(
  header: string | undefined,
  canTransform: boolean,
): Negotiated {
  if (!header) {
    return { mediaType: 'application/json', version: 'v1' };
  }
  for (const clause of parseAccept(header)) {
    const mediaType = mediaTypeOf(clause.type);
    const transformation = transformationOf(clause);
    if (mediaType && transformation && (canTransform || !transformation.as)) {
      return { mediaType, ...transformation };
    }
  }
  throw notAcceptable([
    'application/json',
    'application/yaml',
    'application/json;stream=watch',
  ]);
}
