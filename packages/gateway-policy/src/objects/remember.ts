const MOST = 1000;

/** Keeps what a function says about the last thousand texts; for functions that take long and only read the text. */
export function remember<R>(compute: (text: string) => R): (text: string) => R {
  const known = new Map<string, R>();
  return text => {
    if (known.has(text)) {
      return known.get(text) as R;
    }
    if (known.size >= MOST) {
      known.clear();
    }
    const result = compute(text);
    known.set(text, result);
    return result;
  };
}
