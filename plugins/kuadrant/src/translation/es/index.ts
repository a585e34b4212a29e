import { flatten, withMany } from '../flatten';
import * as sections from './sections';

/** All texts in Spanish. */
export default withMany(flatten(sections));
