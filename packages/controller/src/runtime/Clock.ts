export { type Clock, systemClock } from '@kuadrant/kubernetes-cache';
