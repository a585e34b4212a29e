import { cell, note, table } from './markdown.mjs';

/** The page on the REST API. */
export function restPage({ paths, components = {}, info }) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      ...operation,
    })),
  );
  const tags = [...new Set(operations.flatMap(({ tags: own }) => own))];
  return [
    note('plugins/kuadrant-common/src/rest'),
    '# REST API',
    `${info.description} All paths are below \`/api/kuadrant\` of the portal's backend. \`GET /api/kuadrant/openapi.json\` answers this as OpenAPI 3.1, and \`createKuadrantClient\` of \`@kuadrant/backstage-plugin-kuadrant-common\` is a typed client. Calls carry a Backstage token: \`Authorization: Bearer …\`.`,
    ...tags.flatMap(tag => [
      `## ${tag}`,
      ...operations
        .filter(({ tags: own }) => own.includes(tag))
        .map(operation => section(operation, components)),
    ]),
    '## Errors',
    'Errors have the shape of Backstage: `error` with `name`, `code`, `message`, `fields` where fields are wrong, and further details that a code names.',
    components.schemas.ErrorCode.description,
  ].join('\n\n');
}

function section(operation, components) {
  const { method, path, summary, parameters = [] } = operation;
  const { requestBody, responses } = operation;
  const body = requestBody?.content['application/json'].schema;
  return [
    `### ${method} ${path}`,
    summary,
    table(
      ['parameter', 'in', 'type', 'meaning'],
      parameters
        .filter(({ in: place }) => place !== 'path')
        .map(({ name, in: place, schema, description, required }) => [
          `\`${name}\`${required ? '*' : ''}`,
          place,
          cell(typeOf(schema, components)),
          cell(description ?? schema.description),
        ]),
    ),
    body &&
      table(
        ['body', 'type', 'meaning'],
        members(resolve(body, components), components),
      ),
    `Answers: ${Object.entries(responses)
      .map(
        ([status, { description }]) =>
          `**${status}** ${description.replace(/\.$/, '')}`,
      )
      .join('; ')}.`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

function members(schema, components, prefix = '') {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([name, member]) => {
    const path = `${prefix}${name}`;
    const resolved = resolve(member, components);
    return [
      [
        `\`${path}\`${required.includes(name) ? '*' : ''}`,
        cell(typeOf(member, components)),
        cell(member.description ?? resolved.description),
      ],
      ...members(resolved, components, `${path}.`),
    ];
  });
}

function resolve(schema, components) {
  const name = schema?.$ref?.split('/').pop();
  return name ? components.schemas[name] : (schema ?? {});
}

function typeOf(schema, components) {
  const {
    type,
    format,
    enum: values,
    anyOf,
    items,
    ...rest
  } = resolve(schema, components);
  if (values) {
    return values.map(value => `\`${value}\``).join(' or ');
  }
  if (rest.const !== undefined) {
    return `\`${rest.const}\``;
  }
  if (anyOf) {
    return anyOf.map(one => typeOf(one, components)).join(' or ');
  }
  if (type === 'array') {
    return `list of ${typeOf(items, components)}`;
  }
  return format ?? [type].flat().join(' or ');
}
