import { flatten } from '../flatten';
import * as sections from './sections';

/** All texts in German. */
export default flatten(sections);
