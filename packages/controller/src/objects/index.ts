export * from './conditions';
export * from './keys';
export * from './mergePatch';
export * from './text';
