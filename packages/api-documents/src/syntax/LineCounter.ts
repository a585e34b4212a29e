/** Tells the lines of positions that are asked in ascending order, in one pass over the text. */
export class LineCounter {
  readonly #text: string;
  #position = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  /** Counted from 1. */
  lineAt(position: number): number {
    if (position < this.#position) {
      this.#position = 0;
      this.#line = 1;
    }
    for (;;) {
      const next = this.#text.indexOf('\n', this.#position);
      if (next < 0 || next >= position) {
        return this.#line;
      }
      this.#position = next + 1;
      this.#line += 1;
    }
  }
}
