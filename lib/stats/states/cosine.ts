/** 1/k! with alternating sign for k = 0, 2, … and k = 1, 3, …. */
const COSINE = [1, -1 / 2, 1 / 24, -1 / 720, 1 / 40320, -1 / 3628800, 1 / 479001600, -1 / 87178291200];
const SINE = [1, -1 / 6, 1 / 120, -1 / 5040, 1 / 362880, -1 / 39916800, 1 / 6227020800, -1 / 1307674368000];

const series = (terms: readonly number[], square: number): number =>
  terms.reduceRight((sum, term) => sum * square + term, 0);

/**
 * Cosine and sine of `turns` whole turns (one turn is 2π), to 1e-13, with additions and multiplications only: unlike
 * Math.cos the same on every machine and in every engine, so that states that are built on it are replayed to the same
 * bytes. Turns beyond 2^52 count as whole.
 */
export function cosineAndSine(turns: number): readonly [number, number] {
  const part = turns - Math.round(turns);
  const quarter = Math.round(4 * part);
  const angle = (4 * part - quarter) * (Math.PI / 2);
  const cosine = series(COSINE, angle * angle);
  const sine = angle * series(SINE, angle * angle);
  if (quarter === 0) return [cosine, sine];
  if (quarter === 1) return [-sine, cosine];
  if (quarter === -1) return [sine, -cosine];
  return [-cosine, -sine];
}
