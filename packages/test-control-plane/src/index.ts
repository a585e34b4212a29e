/**
 * A real Kubernetes control plane for tests.
 *
 * @packageDocumentation
 */
export * from './binaries';
export * from './ControlPlane';
export * from './definitions';
