import type { call as english } from '../en/call';
import type { Translated } from '../Translated';

export const call: Translated<typeof english> = {
  title: 'Cómo llamar a esta API',
  code: 'Ejemplo',
  copy: 'Copiar el ejemplo',
  putIn: 'Insertar la clave (solo mientras se muestra)',
  statuses:
    '401 o 403: revise la clave. 429: límite superado, inténtelo más tarde.',
  variable: 'Primero asigne su clave a la variable de entorno {{variable}}.',
  queryWarning:
    'Esta API recibe la clave en la URL. Las URL quedan en registros e historiales: no las comparta.',
  placeholder: 'Sustituya {{placeholder}} por sus propios valores.',
  missing: {
    address: 'Aún no se conoce la URL.',
    placement:
      'Esta API espera la clave en un lugar que ningún ejemplo puede mostrar de forma segura. Pregunte al propietario de la API cómo llamarla.',
    form: 'Esta operación recibe un formulario de varias partes, por ejemplo con archivos. Sus campos están en la definición de la API.',
  },
  noExample: {
    asyncapi:
      'Esta API envía y recibe mensajes. Sus canales y servidores están en la definición de la API.',
    grpc: 'Esta es una API gRPC. Llámela con un cliente gRPC generado a partir de la definición y envíe la clave como metadatos.',
  },
  graphqlPath:
    'Un esquema GraphQL no contiene la ruta de su punto de acceso. Si esta no se encuentra, pregunte al propietario de la API.',
  chooseOperation: 'Operación',
  noOperation: 'Ninguna operación coincide.',
  someOperations: '{{shown}} de {{all}} operaciones',
  deprecated: 'obsoleta',
  chooseAddress: 'URL de llamada',
  anonymous: 'No hace falta clave: las llamadas sin clave también pasan.',
  someCalls: 'La clave solo se acepta en algunas llamadas.',
  withoutDns: 'Sin DNS: llame a {{url}} con el encabezado «Host: {{host}}».',
  language: {
    curl: 'cURL',
    javascript: 'JavaScript',
    python: 'Python',
    go: 'Go',
    java: 'Java',
  },
  header: 'clave en la cabecera «{{name}}: {{value}}»',
  query: 'clave en el parámetro de consulta «{{name}}»',
  cookie: 'clave en la cookie «{{name}}»',
};
