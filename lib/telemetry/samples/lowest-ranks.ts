/** Something that was drawn: of each group those of the lowest rank are kept. */
export interface Ranked<Item> {
  readonly group: string;
  readonly rank: Uint8Array<ArrayBuffer>;
  readonly item: Item;
}

/**
 * Draws at most `most` of each group, those of the lowest rank, one rank once. As the rank is a keyed hash, each is drawn with
 * the same chance, and the same ones whatever the order and however they come in parts.
 */
export class LowestRanks<Item> {
  readonly #most: number;
  readonly #groups = new Map<string, Ranked<Item>[]>();

  constructor(most: number) {
    this.#most = most;
  }

  offer(one: Ranked<Item>): void {
    const known = this.#groups.get(one.group) ?? [];
    if (known.length === 0) this.#groups.set(one.group, known);
    const last = known.at(-1);
    if (known.length >= this.#most && last !== undefined && Buffer.compare(one.rank, last.rank) >= 0) return;
    let [low, high] = [0, known.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = known[middle];
      if (there !== undefined && Buffer.compare(there.rank, one.rank) < 0) low = middle + 1;
      else high = middle;
    }
    const there = known[low];
    if (there !== undefined && Buffer.compare(there.rank, one.rank) === 0) return;
    known.splice(low, 0, one);
    if (known.length > this.#most) known.pop();
  }

  drawn(): Ranked<Item>[] {
    return [...this.#groups.values()].flat();
  }
}
