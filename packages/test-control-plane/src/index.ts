/**
 * A real Kubernetes control plane for tests, and clocks for them.
 *
 * @packageDocumentation
 */
export * from './binaries';
export * from './clocks/ManualClock';
export * from './clocks/MovableClock';
export * from './ControlPlane';
export * from './definitions';
export * from './describeWith';
export * from './freePorts';
export * from './Program';
