export { exampleCalls } from './exampleCalls';
