const DIRECTIONS = 8;

/** Directions of each length of vectors that was seen: rows of +1 and −1. */
const known = new Map<number, Int8Array>();
const MOST_KNOWN = 16;

/** A counter hashed to one bit: multiply and shift, as whole numbers. */
function signOf(counter: number): 1 | -1 {
  let hash = Math.imul(counter + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) & 1) === 0 ? 1 : -1;
}

function directionsOf(length: number): Int8Array {
  const made = known.get(length);
  if (made !== undefined) return made;
  const signs = Int8Array.from({ length: DIRECTIONS * length }, (_, at) => signOf(at));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(length, signs);
  return signs;
}

/**
 * What is kept of an embedding: its length, and where it lies along eight directions that are the same everywhere, after it was
 * brought to unit length. When vectors of a model move, so do these numbers, in the proportion of the whole movement to the whole
 * spread; the vector cannot be made of them. `embedding.1` … `embedding.8` and `embedding.length`; a vector of zeros has null
 * directions. Source: random projections with signs, Achlioptas 2003.
 */
export function embeddingDirections(vector: readonly number[]): Record<string, number | null> {
  const largest = vector.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  // Divided by the largest first, so that no square overflows.
  const scaled = largest === 0 ? [] : vector.map((each) => each / largest);
  const norm = Math.sqrt(scaled.reduce((sum, each) => sum + each * each, 0));
  const signs = directionsOf(vector.length);
  const kept: Record<string, number | null> = {};
  for (let direction = 0; direction < DIRECTIONS; direction += 1) {
    const start = direction * vector.length;
    const sum = scaled.reduce((total, each, at) => total + each * (signs[start + at] ?? 0), 0);
    kept[`embedding.${direction + 1}`] = norm === 0 ? null : sum / norm;
  }
  kept["embedding.length"] = vector.length;
  return kept;
}
