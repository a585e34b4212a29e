import { KuadrantPage } from '@kuadrant/backstage-plugin-kuadrant';
import { start } from './app';

start({ '/kuadrant': <KuadrantPage /> });
