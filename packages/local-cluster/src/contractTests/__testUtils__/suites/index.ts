import { Suite } from '../runApiServerTests';
import { access } from './access';
import { customResources } from './customResources';
import { events } from './events';
import { lastApplied } from './lastApplied';
import { lifecycle } from './lifecycle';
import { lists } from './lists';
import { objects } from './objects';
import { openApi } from './openApi';
import { ownership } from './ownership';
import { patches } from './patches';
import { paths } from './paths';
import { requests } from './requests';
import { rules } from './rules';
import { scaleSubresource } from './scale';
import { schemas } from './schemas';
import { watches } from './watches';

export const suites: { [title: string]: Suite } = {
  requests,
  paths,
  access,
  openApi,
  objects,
  lists,
  watches,
  patches,
  ownership,
  lastApplied,
  customResources,
  scaleSubresource,
  schemas,
  rules,
  events,
  lifecycle,
};
