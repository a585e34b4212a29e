import { Namespace, parse, type ReflectionObject, Service } from 'protobufjs';
import { at, tooDeep } from '../syntax';
import { DocumentError, type DocumentSummary } from '../types';
import { OperationList } from './OperationList';

/** Whether a text looks like a protobuf file. */
export function looksLikeProtobuf(text: string): boolean {
  return (
    /^[ \t]*(syntax\s{0,20}=\s{0,20}["']proto[23]["']|edition\s{0,20}=\s{0,20}["']\d+["'])\s{0,20};/m.test(
      text,
    ) ||
    /^[ \t]*(service\s{1,20}\w{1,200}\s{0,20}\{|package\s{1,20}[\w.]{1,200}\s{0,20};)/m.test(
      text,
    )
  );
}

/**
 * Reads a protobuf file.
 *
 * @throws DocumentError
 */
export function protobufSummary(text: string): DocumentSummary {
  const list = new OperationList();
  let packageName: string | undefined;
  try {
    const parsed = parse(text, { keepCase: true });
    packageName = parsed.package ?? undefined;
    servicesIn(parsed.root).forEach(service =>
      Object.values(service.methods).forEach(method =>
        list.add(
          `${service.fullName.replace(/^\./, '')}/${method.name}`,
          method.comment,
        ),
      ),
    );
  } catch (error) {
    if (/max depth exceeded/.test(String(error))) {
      throw tooDeep();
    }
    const [, digits] = /\(line (\d+)\)|line (\d+)/.exec(String(error)) ?? [];
    const line = digits === undefined ? undefined : Number(digits);
    throw new DocumentError(
      {
        code: 'syntax',
        message: `${at(line)}The protobuf file cannot be read: the definition is not valid here, or a brace or semicolon is missing above`,
        line,
      },
      error,
    );
  }
  return {
    kind: 'grpc',
    format: formatOf(text),
    title: packageName,
    servers: [],
    operations: list.operations,
    operationCount: list.count,
    warnings: [],
  };
}

function formatOf(text: string): string {
  const [, syntax, edition] =
    /^[ \t]*(?:syntax\s{0,20}=\s{0,20}["'](proto[23])["']|edition\s{0,20}=\s{0,20}["'](\d+)["'])/m.exec(
      text,
    ) ?? [];
  return `Protobuf ${edition ? `edition ${edition}` : (syntax ?? 'proto2')}`;
}

function servicesIn(root: Namespace): Service[] {
  const found: Service[] = [];
  const left: ReflectionObject[] = [root];
  for (let next = left.pop(); next; next = left.pop()) {
    if (next instanceof Service) {
      found.push(next);
    } else if (next instanceof Namespace) {
      left.push(...[...next.nestedArray].reverse());
    }
  }
  return found;
}
