/** Finds the members of groups; a member may be in any number of them. */
export class Index {
  readonly #groups = new Map<string, Set<string>>();

  set(member: string, previous: string[], next: string[]): void {
    for (const key of previous) {
      const group = this.#groups.get(key);
      group?.delete(member);
      if (group?.size === 0) {
        this.#groups.delete(key);
      }
    }
    for (const key of next) {
      let group = this.#groups.get(key);
      if (!group) {
        group = new Set();
        this.#groups.set(key, group);
      }
      group.add(member);
    }
  }

  get(key: string): Iterable<string> {
    return this.#groups.get(key) ?? [];
  }
}
