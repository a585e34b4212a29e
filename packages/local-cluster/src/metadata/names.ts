const dns1123Label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const dns1123Subdomain =
  /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const qualifiedNamePart = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const labelValue = /^(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

const labelRule =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const subdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const qualifiedNameRule =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const labelValueRule =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

/** The rules for the names of a kind; each fault is a sentence of Kubernetes. */
export type NameValidator = (name: string) => string[];

function check(
  value: string,
  maximum: number,
  pattern: RegExp,
  rule: string,
  unit = 'characters',
): string[] {
  const faults: string[] = [];
  if (Buffer.byteLength(value) > maximum) {
    faults.push(`must be no more than ${maximum} ${unit}`);
  }
  if (!pattern.test(value)) {
    faults.push(rule);
  }
  return faults;
}

export const validateDnsLabel: NameValidator = name =>
  name.includes('.')
    ? ['must not contain dots']
    : check(name, 63, dns1123Label, labelRule);

export const validateDnsSubdomain: NameValidator = name =>
  check(name, 253, dns1123Subdomain, subdomainRule);

/** What may stand as one segment of a URL path; the least that any kind demands. */
export const validatePathSegment: NameValidator = name => {
  if (name === '.' || name === '..') {
    return [`may not be '${name}'`];
  }
  return ['/', '%']
    .filter(character => name.includes(character))
    .map(character => `may not contain '${character}'`);
};

/** Keys of labels, annotations and finalizers: an optional DNS prefix and a name. */
export function validateQualifiedName(key: string): string[] {
  const parts = key.split('/');
  if (parts.length > 2) {
    return [
      `a qualified name ${qualifiedNameRule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const faults: string[] = [];
  const name = parts[parts.length - 1];
  if (parts.length === 2) {
    if (parts[0] === '') {
      faults.push('prefix part must be non-empty');
    }
    faults.push(
      ...(parts[0] ? validateDnsSubdomain(parts[0]) : []).map(
        fault => `prefix part ${fault}`,
      ),
    );
  }
  if (name === '') {
    faults.push('name part must be non-empty');
  } else if (name.length > 63) {
    faults.push('name part must be no more than 63 bytes');
  }
  if (!qualifiedNamePart.test(name)) {
    faults.push(`name part ${qualifiedNameRule}`);
  }
  return faults;
}

export function validateLabelValue(value: string): string[] {
  return check(value, 63, labelValue, labelValueRule, 'bytes');
}
