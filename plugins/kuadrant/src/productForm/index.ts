export { CreateProductPage } from './CreateProductPage';
export { EditProductPage } from './EditProductPage';
