export const call = {
  title: 'How to call this API',
  code: 'Example',
  copy: 'Copy example',
  putIn: 'Insert the key (only while it is shown)',
  statuses:
    '401 or 403: check the key. 429: the limit is reached, try again later.',
  variable: 'Set the environment variable {{variable}} to your key first.',
  queryWarning:
    'This API takes the key in the URL. URLs end up in logs and histories: don’t share them.',
  placeholder: 'Replace {{placeholder}} with your own values.',
  missing: {
    address: 'The URL isn’t known yet.',
    placement:
      'This API expects the key in a place that no example can show safely. Ask the API’s owner how to call it.',
    form: 'This operation takes a form with several parts, such as files. Its fields are in the API’s definition.',
  },
  noExample: {
    asyncapi:
      'This API sends and receives messages. Its channels and servers are in the API’s definition.',
    grpc: 'This is a gRPC API. Call it with a gRPC client made from the definition, and send the key as metadata.',
  },
  graphqlPath:
    'A GraphQL schema doesn’t contain the path of its endpoint. If this one isn’t found, ask the API’s owner.',
  chooseOperation: 'Operation',
  noOperation: 'No operation matches.',
  someOperations: '{{shown}} of {{all}} operations',
  deprecated: 'deprecated',
  chooseAddress: 'Address to call',
  anonymous: 'No key is needed: calls without a key pass too.',
  someCalls: 'The key is taken on some calls only.',
  withoutDns: 'Without DNS: call {{url}} with the header “Host: {{host}}”.',
  language: {
    curl: 'cURL',
    javascript: 'JavaScript',
    python: 'Python',
    go: 'Go',
    java: 'Java',
  },
  header: 'key in the header “{{name}}: {{value}}”',
  query: 'key in the query parameter “{{name}}”',
  cookie: 'key in the cookie “{{name}}”',
} as const;
