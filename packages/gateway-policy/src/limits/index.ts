export * from './plans';
export {
  planOfLimit,
  scopeOfLimit,
  type LimitScope,
  type ScopeOfLimit,
} from './scope';
export * from './windows';
