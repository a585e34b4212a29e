import { flatten, withMany } from '../flatten';
import { activity } from './activity';
import { approvals } from './approvals';
import { call } from './call';
import { entity } from './entity';
import { error } from './error';
import { copy, form } from './form';
import { failure, key, reveal, rotate, timeline } from './key';
import { keys } from './keys';
import { limits } from './limits';
import { list } from './list';
import { policies, tokens } from './policies';
import { health, product } from './product';
import { productForm } from './productForm';
import { productAction, products } from './products';
import { expiry, request } from './request';
import { status } from './status';
import { title } from './title';

/** All texts in Spanish. */
export default withMany(
  flatten({
    activity,
    policies,
    tokens,
    approvals,
    call,
    copy,
    entity,
    error,
    expiry,
    failure,
    form,
    health,
    key,
    keys,
    limits,
    list,
    product,
    productAction,
    productForm,
    products,
    request,
    reveal,
    rotate,
    status,
    timeline,
    title,
  }),
);
