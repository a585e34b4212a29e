import { isIP, isIPv4, isIPv6 } from 'node:net';

const email =
  /^[^\s@"(),:;<>[\\\]]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;
const hostname =
  /^(?=.{1,255}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})?)*\.?$/;
const uuid =
  /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
// As kube-apiserver has it: any character may stand before a fraction, and any digits in an offset.
// https://github.com/kubernetes/kube-openapi/blob/master/pkg/validation/strfmt/time.go
const dateTime =
  /^\d{4}-\d{2}-\d{2}t(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:.\d+)?(?:z|[+-]\d{2}:\d{2})$/i;
const date = /^\d{4}-\d{2}-\d{2}$/;
const duration =
  /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+$|^0$|^\d+ ?(?:nanos?(?:econds?)?|micros?(?:econds?)?|millis?(?:econds?)?|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|ns|us|µs|ms|s|m|h|d|w)$/;
const base64 =
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function isUri(value: string): boolean {
  return /^\//.test(value) || URL.canParse(value);
}

function isDate(value: string): boolean {
  return (
    date.test(value) &&
    !Number.isNaN(Date.parse(`${value}T00:00:00Z`)) &&
    new Date(`${value}T00:00:00Z`).toISOString().startsWith(value)
  );
}

function isDateTime(value: string): boolean {
  return dateTime.test(value) && isDate(value.slice(0, 10));
}

function isCidr(value: string): boolean {
  const [address, length, rest] = value.split('/');
  const maximum = isIPv4(address) ? 32 : 128;
  return (
    rest === undefined &&
    isIP(address) !== 0 &&
    /^\d{1,3}$/.test(length ?? '') &&
    Number(length) <= maximum
  );
}

function isRegex(value: string): boolean {
  try {
    return Boolean(new RegExp(value));
  } catch {
    return false;
  }
}

/** The formats that a kube-apiserver checks; all others are accepted unread. */
const formats: { [format: string]: (value: string) => boolean } = {
  bsonobjectid: value => /^[0-9a-f]{24}$/i.test(value),
  byte: value => base64.test(value),
  cidr: isCidr,
  date: isDate,
  'date-time': isDateTime,
  datetime: isDateTime,
  duration: value => duration.test(value),
  email: value => email.test(value),
  hexcolor: value => /^#?(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(value),
  hostname: value => hostname.test(value),
  ipv4: isIPv4,
  ipv6: isIPv6,
  mac: value => /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(value),
  regex: isRegex,
  uri: isUri,
  uuid: value => uuid.test(value),
  uuid3: value => uuid.test(value),
  uuid4: value => uuid.test(value),
  uuid5: value => uuid.test(value),
};

export function matchesFormat(format: string, value: string): boolean {
  const check = Object.hasOwn(formats, format) ? formats[format] : undefined;
  return check ? check(value) : true;
}
