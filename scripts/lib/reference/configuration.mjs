import ts from 'typescript';
import { cell, note, table } from './markdown.mjs';

/** The page on the configuration, from the declarations of the packages' `config.d.ts`. */
export function configurationPage(packages) {
  return [
    note('the config.d.ts of the plugins'),
    '# Configuration',
    'Of the portal, in `app-config.yaml`. Everything is optional. A value that is wrong ends the start with a message that names the option. The flags of the controller are in [its README](https://github.com/Kuadrant/kuadrant-developer-portal/blob/main/packages/controller/README.md#configure).',
    ...packages.map(({ name, text }) =>
      [
        `## ${name.replace('@kuadrant/backstage-plugin-', '')}`,
        table(['option', 'type', 'meaning'], options(text)),
      ].join('\n\n'),
    ),
  ].join('\n\n');
}

function options(text) {
  const source = ts.createSourceFile(
    'config.d.ts',
    text,
    ts.ScriptTarget.Latest,
    true,
  );
  const config = source.statements.find(
    statement =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === 'Config',
  );
  return config.members.flatMap(member => rows(member, ''));
}

function rows(member, prefix) {
  const { name, type } = member;
  const path = `${prefix}${name.getText()}`;
  const inner =
    ts.isTypeReferenceNode(type) && type.typeName.getText() === 'Array'
      ? { suffix: '[].', node: type.typeArguments[0] }
      : { suffix: '.', node: type };
  if (ts.isTypeLiteralNode(inner.node)) {
    return inner.node.members.flatMap(child =>
      rows(child, `${path}${inner.suffix}`),
    );
  }
  const docs = ts
    .getJSDocCommentsAndTags(member)
    .filter(ts.isJSDoc)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment))
    .join(' ');
  const isSecret = ts
    .getJSDocTags(member)
    .some(
      tag =>
        tag.tagName.text === 'visibility' &&
        ts.getTextOfJSDocComment(tag.comment)?.includes('secret'),
    );
  return [
    [
      `\`${path}\``,
      cell(`\`${type.getText()}\``),
      cell(`${docs}${isSecret ? ' A secret.' : ''}`),
    ],
  ];
}
