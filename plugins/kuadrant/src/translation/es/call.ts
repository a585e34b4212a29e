import type { call as english } from '../en/call';
import type { Translated } from '../Translated';

export const call: Translated<typeof english> = {
  title: 'Cómo llamar a esta API',
  code: 'Ejemplo',
  copy: 'Copiar el ejemplo',
  putIn: 'Insertar la clave (solo mientras se muestra)',
  noAddress: 'Aún no se conoce la URL.',
  statuses:
    '401 o 403: revise la clave. 429: límite superado, inténtelo más tarde.',
  variable: 'Primero asigne su clave a la variable de entorno {{variable}}.',
  queryWarning:
    'Esta API recibe la clave en la URL. Las URL quedan en registros e historiales: no las comparta.',
  placeholder: 'Sustituya {{placeholder}} por sus propios valores.',
  noPlacement:
    'Esta API espera la clave en un lugar que ningún ejemplo puede mostrar de forma segura. Pregunte al propietario de la API cómo llamarla.',
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
