import type { error as english } from '../en/error';
import type { Translated } from '../Translated';

export const error: Translated<typeof english> = {
  retry: 'Reintentar',
  details: 'Detalles',
  offline: 'El portal no respondió. Compruebe su conexión.',
  signIn: 'Su sesión ha terminado. Inicie sesión de nuevo.',
  forbidden: 'No tiene acceso. Pida el permiso a un administrador.',
  notFound: 'No existe, o no puede verlo.',
  cluster: 'En este momento no se puede contactar con el clúster.',
  server: 'Algo falló en el servidor.',
};
