import type { list as english } from '../en/list';
import type { Translated } from '../Translated';

export const list: Translated<typeof english> = {
  all: 'Todos',
  removeFilter: 'Quitar el filtro {{filter}}',
  clearAll: 'Quitar todos',
  pages: 'Páginas',
  showing: '{{from}}–{{to}} de {{total}}',
  perPage: '{{amount}} por página',
  perPageLabel: 'Filas por página',
  previous: '‹ Anterior',
  next: 'Siguiente ›',
  pageReset: 'La lista cambió entretanto. Está viendo la primera página.',
  stale:
    'No se puede contactar con el clúster. Esto se sabía a las {{time}}. Reintentando…',
  keyInSearch:
    'Parece el valor de una clave y no se busca. Si otros pueden haberlo visto, rote la clave.',
  optionCount: '{{option}} ({{amount}})',
};
