export * from './summarizeRoute';
