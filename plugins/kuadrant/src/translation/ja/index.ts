import { flatten } from '../flatten';
import * as sections from './sections';

/** All texts in Japanese. */
export default flatten(sections);
