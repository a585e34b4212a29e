import {
  containsKeyValue,
  redactKeyValues,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { RequestHandler } from 'express';
import { CodedError } from '../errors';

/**
 * Takes what people search for out of the addresses that Backstage's access log will hold, before anything can fail.
 *
 * @remarks
 * The log is written when the answer ends, from `originalUrl` and the Referer header; neither is read by anything after
 * this. Somebody may have searched for the value of a key, be it of a form that nothing here knows.
 */
export function redactAddresses(keyPrefix: string): RequestHandler {
  return function redact(request, _response, next) {
    request.originalUrl = redacted(request.originalUrl, keyPrefix);
    const { referer } = request.headers;
    if (referer) {
      request.headers.referer = redactKeyValues(
        referer.replace(/[?#].*$/s, ''),
        keyPrefix,
      );
    }
    next();
  };
}

/** Refuses addresses with the value of a key: 400 keyInSearch, without the value in the answer. */
export function refuseKeysInAddresses(keyPrefix: string): RequestHandler {
  return function refuse(request, _response, next) {
    if (containsKeyValue(decoded(request.url), keyPrefix)) {
      // The error's answer would repeat it.
      request.url = '/';
      next(
        new CodedError(
          'keyInSearch',
          'The address contains the value of a key. Search for the API, the requester or the use case instead. If others may have seen the value, rotate the key.',
        ),
      );
      return;
    }
    next();
  };
}

function redacted(address: string, keyPrefix: string): string {
  const [path, query] = address.split(/\?(.*)/s);
  const withoutSearch = query?.replace(/(^|&)q=[^&]*/g, '$1q=redacted');
  const result = redactKeyValues(
    withoutSearch === undefined ? path : `${path}?${withoutSearch}`,
    keyPrefix,
  );
  // A value, or the name of the parameter, may be percent-encoded.
  return containsKeyValue(decoded(result), keyPrefix) || /%/.test(query ?? '')
    ? redactKeyValues(decoded(path), keyPrefix)
    : result;
}

function decoded(address: string): string {
  const withSpaces = address.replaceAll('+', ' ');
  try {
    return decodeURIComponent(withSpaces);
  } catch {
    return withSpaces;
  }
}
