/** One of two 32-bit hashes: FNV-1a's steps (Fowler, Noll and Vo), then a final mix so that all bits depend on all. */
function mix(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/**
 * A whole number below 2^53 from a text, the same everywhere and always. Spreads evenly; it is no secret and keeps none:
 * clients and inputs are hashed with a key before they come here.
 */
export function hashText(text: string): number {
  return (mix(text, 0x811c9dc5) & 0x1fffff) * 2 ** 32 + mix(text, 0x9e3779b9);
}
