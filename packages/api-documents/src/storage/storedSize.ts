/** Largest object that etcd takes by default, less what a request needs around it. */
const MAXIMUM_OBJECT = 1_400_000;

/**
 * Bytes that a text takes in a custom resource in etcd: its JSON, in which the API server escapes `<`, `>`, `&` and two
 * line separators by six bytes each.
 *
 * @public
 */
export function storedSize(text: string): number {
  let size = 2;
  for (let index = 0; index < text.length; index++) {
    size += sizeOf(text.charCodeAt(index));
  }
  return size;
}

/**
 * Bytes that a text may take in an object besides what the object holds already.
 *
 * @param object - without the text
 * @public
 */
export function roomIn(object: object): number {
  // Its quotes are escaped once more here, which leaves some room to spare.
  return Math.max(0, MAXIMUM_OBJECT - storedSize(JSON.stringify(object)));
}

function sizeOf(codeUnit: number): number {
  switch (codeUnit) {
    case 0x09:
    case 0x0a:
    case 0x0d:
    case 0x22:
    case 0x5c:
      return 2;
    case 0x26:
    case 0x3c:
    case 0x3e:
    case 0x2028:
    case 0x2029:
      return 6;
    default:
  }
  if (codeUnit < 0x80) {
    return codeUnit < 0x20 ? 6 : 1;
  }
  // Half of a surrogate pair takes half of four bytes.
  return codeUnit < 0x800 || (codeUnit & 0xf800) === 0xd800 ? 2 : 3;
}
