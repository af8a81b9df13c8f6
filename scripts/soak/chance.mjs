/**
 * Chance that can be had again.
 *
 *   chance(seed) -> { random() in [0, 1), below(n) -> integer, pick(list), shuffled(list), fork(name) -> another chance }
 */
import { createHash } from "node:crypto";

/** Numbers by mulberry32; the same seed gives the same ones. */
export function chance(seed) {
  let state = createHash("sha256").update(String(seed)).digest().readInt32LE(0);
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n) => Math.floor(random() * n);
  const shuffled = (list) =>
    list
      .map((value) => ({ value, place: random() }))
      .sort((a, b) => a.place - b.place)
      .map(({ value }) => value);
  return {
    random,
    below,
    pick: (list) => list[below(list.length)],
    shuffled,
    fork: (name) => chance(`${seed}/${name}`),
  };
}
