import { cell, note, table } from './markdown.mjs';

/** The page on our kinds. */
export function kindsPage(crds) {
  return [
    note('deploy/crds'),
    '# Kinds',
    `All are of \`${crds[0].spec.group}/v1alpha1\`, belong to a namespace and have a status of its own. \`kubectl explain apiproduct.spec\` tells the same. A field marked \\* is required.`,
    ...crds.map(kind),
  ].join('\n\n');
}

function kind({ spec }) {
  const { schema, additionalPrinterColumns = [] } = spec.versions.find(
    ({ storage }) => storage,
  );
  const { properties, description } = schema.openAPIV3Schema;
  const { kind: name, plural, shortNames = [] } = spec.names;
  const columns = additionalPrinterColumns.map(
    ({ name: title, priority }) =>
      `${title}${priority ? ' (with `-o wide`)' : ''}`,
  );
  return [
    `## ${name}`,
    description,
    `\`kubectl get ${[plural, ...shortNames].join('`, `kubectl get ')}\` shows ${columns.join(', ')}.`,
    ...['spec', 'status'].flatMap(part => [
      `### ${name}.${part}`,
      properties[part].description,
      table(
        ['field', 'type', 'meaning'],
        fields(properties[part]).map(({ path, schema: field }) => [
          `\`${path}\``,
          cell(typeOf(field)),
          cell(
            [
              field.description,
              field.default === undefined
                ? ''
                : `Default: \`${JSON.stringify(field.default)}\`.`,
              ...(field['x-kubernetes-validations'] ?? []).map(
                ({ message }) => message && `Rule: ${message}.`,
              ),
            ]
              .filter(Boolean)
              .join(' '),
          ),
        ]),
      ),
    ]),
  ].join('\n\n');
}

function fields(schema, prefix = '') {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const required = schema.required?.includes(name) ? '*' : '';
    const items = field.type === 'array' ? field.items : field;
    const path = `${prefix}${name}${field.type === 'array' ? '[]' : ''}`;
    return [
      { path: `${path}${required}`, schema: field },
      ...fields(items, `${path}.`),
    ];
  });
}

function typeOf({ type, format, enum: values, items, pattern }) {
  if (values) {
    return values.map(value => `\`${value}\``).join(' or ');
  }
  if (type === 'array') {
    return `list of ${typeOf(items)}`;
  }
  return [format ?? type, pattern && `matching \`${pattern}\``]
    .filter(Boolean)
    .join(', ');
}
