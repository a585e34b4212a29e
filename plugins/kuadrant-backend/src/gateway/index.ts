export { ProductRoutes } from './ProductRoutes';
export {
  hostView,
  limitsOfPlan,
  plansView,
  type RouteFields,
} from './routeFields';
