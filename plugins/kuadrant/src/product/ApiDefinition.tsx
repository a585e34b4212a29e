import {
  AsyncApiDefinitionWidget,
  GraphQlDefinitionWidget,
  OpenApiDefinitionWidget,
  PlainApiDefinitionWidget,
} from '@backstage/plugin-api-docs';

/** Languages of the highlighter for what is shown as text. */
const LANGUAGES: Record<string, string> = { grpc: 'protobuf' };

/** A definition, drawn by its kind. */
export function ApiDefinition({
  type,
  definition,
}: {
  type: string;
  definition: string;
}) {
  switch (type) {
    case 'openapi':
      return (
        <OpenApiDefinitionWidget
          definition={definition}
          // A call from here would go to the portal, or lack the key.
          supportedSubmitMethods={[]}
        />
      );
    case 'asyncapi':
      return <AsyncApiDefinitionWidget definition={definition} />;
    case 'graphql':
      return <GraphQlDefinitionWidget definition={definition} />;
    default:
      return (
        <PlainApiDefinitionWidget
          definition={definition}
          language={LANGUAGES[type] ?? 'yaml'}
        />
      );
  }
}
