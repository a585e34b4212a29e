export {
  undecidableRule,
  type Identity,
  type KeyLookup,
  type TokenLookup,
} from './authenticate';
export { extractKey, type Call } from './call';
export * from './counters';
export * from './explain';
export type { ExplainedKey, ExplanationInputs } from './explainKey';
export {
  GatewayModel,
  type DecisionInputs,
  type GatewaySnapshot,
  type RoutedCall,
  type SentToken,
} from './GatewayModel';
export { undecidableMatch } from './routeMatches';
export type { RouteMatch } from './router';
export type { Decision, Fixer, Step, StepKind } from './steps';
