/** The same numbers in (0, 1) every time: a linear congruential generator modulo 2^31 − 1 (Park and Miller 1988). */
export function uniformStream(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  for (let warm = 0; warm < 10; warm += 1) state = (state * 48271) % 2147483647;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Standard normal numbers from uniform ones (Box and Muller 1958). */
export function normalStream(seed: number): () => number {
  const uniform = uniformStream(seed);
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
