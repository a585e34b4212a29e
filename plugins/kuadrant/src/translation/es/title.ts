import type { title as english } from '../en/title';
import type { Translated } from '../Translated';

export const title: Translated<typeof english> = {
  products: 'Productos de API',
  myKeys: 'Mis claves de API',
  approvals: 'Aprobaciones',
  allKeys: 'Todas las claves de API',
  key: 'Clave de API',
  product: 'Producto de API',
  editProduct: 'Editar producto de API',
  overview: 'Resumen',
  definition: 'Definición',
  productKeys: 'Claves de API',
  policies: 'Políticas y planes',
  activity: 'Actividad',
};
