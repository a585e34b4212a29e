export { ProductsRouter } from './ProductsRouter';
