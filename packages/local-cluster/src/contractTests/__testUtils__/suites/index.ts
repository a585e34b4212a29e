import { Suite } from '../runApiServerTests';
import { customResources } from './customResources';
import { lifecycle } from './lifecycle';
import { lists } from './lists';
import { objects } from './objects';
import { ownership } from './ownership';
import { patches } from './patches';
import { paths } from './paths';
import { requests } from './requests';
import { rules } from './rules';
import { schemas } from './schemas';
import { watches } from './watches';

export const suites: { [title: string]: Suite } = {
  requests,
  paths,
  objects,
  lists,
  watches,
  patches,
  ownership,
  customResources,
  schemas,
  rules,
  lifecycle,
};
