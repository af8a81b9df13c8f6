/** 1 − x²/2! + x⁴/4! − … for |x| ≤ π/4, of x². */
function cosineSeries(q: number): number {
  const high = 1 / 40320 + q * (-1 / 3628800 + q * (1 / 479001600 - q / 87178291200));
  return 1 + q * (-1 / 2 + q * (1 / 24 + q * (-1 / 720 + q * high)));
}

/** (x − x³/3! + x⁵/5! − …)/x for |x| ≤ π/4, of x². */
function sineSeries(q: number): number {
  const high = 1 / 362880 + q * (-1 / 39916800 + q * (1 / 6227020800 - q / 1307674368000));
  return 1 + q * (-1 / 6 + q * (1 / 120 + q * (-1 / 5040 + q * high)));
}

/**
 * Cosine and sine of `turns` whole turns (one turn is 2π), to 1e-13, with additions and multiplications only: unlike
 * Math.cos the same on every machine and in every engine, so that states that are built on it are replayed to the same
 * bytes. Turns beyond 2^52 count as whole.
 */
export function cosineAndSine(turns: number): readonly [number, number] {
  const part = turns - Math.round(turns);
  const quarter = Math.round(4 * part);
  const angle = (4 * part - quarter) * (Math.PI / 2);
  const cosine = cosineSeries(angle * angle);
  const sine = angle * sineSeries(angle * angle);
  if (quarter === 0) return [cosine, sine];
  if (quarter === 1) return [-sine, cosine];
  if (quarter === -1) return [sine, -cosine];
  return [-cosine, -sine];
}
