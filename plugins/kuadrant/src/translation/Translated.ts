/**
 * The texts of another language: the same keys as the English ones. A language that does not tell one from many, as
 * Japanese, has no `_one`.
 */
export type Translated<T, Plural extends 'one' | 'other' = 'one' | 'other'> = {
  readonly [
    Key in keyof T as Key extends `${string}_one`
      ? 'one' extends Plural
        ? Key
        : never
      : Key
  ]: T[Key] extends string ? string : Translated<T[Key], Plural>;
};
