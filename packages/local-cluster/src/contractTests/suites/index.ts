import { Suite } from '../runApiServerTests';
import { lists } from './lists';
import { objects } from './objects';
import { watches } from './watches';

export const suites: { [title: string]: Suite } = {
  objects,
  lists,
  watches,
};
