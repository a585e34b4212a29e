import { access } from './access';
import { activity } from './activity';
import { approvals } from './approvals';
import { call } from './call';
import { entity } from './entity';
import { error } from './error';
import { errorCode } from './errorCode';
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

/** All texts in English, the language that every other one is translated from. */
export const messages = {
  access,
  activity,
  approvals,
  call,
  copy,
  entity,
  error,
  errorCode,
  expiry,
  failure,
  form,
  health,
  key,
  keys,
  limits,
  list,
  policies,
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
  tokens,
} as const;
