type Bucket = readonly [low: number | null, high: number | null, count: number];

/** Buckets of one sign: the count at `indexes[i]` lies, by magnitude, in (base^index, base^(index+1)]. Indexes ascend. */
export interface SparseBuckets {
  readonly indexes: readonly number[];
  readonly counts: readonly number[];
}

export interface ExponentialBuckets {
  /** base = 2^(2^-scale) */
  readonly scale: number;
  readonly zeroCount: number;
  /** Half the width of the bucket around zero, 0 or more. */
  readonly zeroThreshold: number;
  readonly positive: SparseBuckets;
  readonly negative: SparseBuckets;
}

/**
 * Buckets with edges, ascending, of an exponential histogram; those with nothing in them are left out. An exact zero lies in
 * (-5e-324, 0], an infinite value beyond the largest number, where one edge is null. What is nearer to zero than the threshold
 * counts as zero.
 * Sources: OpenTelemetry data model, "ExponentialHistogram"; Prometheus native histograms (there an index names the upper edge).
 */
export function exponentialBuckets(histogram: ExponentialBuckets): Bucket[] {
  const { zeroThreshold, zeroCount } = histogram;
  const over = magnitudes(histogram.positive, histogram);
  const under = magnitudes(histogram.negative, histogram);
  const zeros = zeroCount + over.zeros + under.zeros;
  const around = zeroThreshold === 0 ? Number.MIN_VALUE : zeroThreshold;
  return [
    ...under.buckets.reverse().map(([near, far, count]): Bucket => [far === null ? null : -far, -(near ?? 0), count]),
    ...(zeros > 0 ? [[-around, zeroThreshold, zeros] as const] : []),
    ...over.buckets,
  ];
}

/** Buckets of one sign by magnitude, ascending, and how many of them are nearer to zero than the threshold. */
function magnitudes(
  { indexes, counts }: SparseBuckets,
  { scale, zeroThreshold }: ExponentialBuckets,
): { buckets: Bucket[]; zeros: number } {
  const buckets: Bucket[] = [];
  let [zeros, beyond] = [0, 0];
  for (const [at, index] of indexes.entries()) {
    const count = counts[at] ?? 0;
    const [near, far] = edges(index, scale);
    if (count === 0) continue;
    if (far <= zeroThreshold) zeros += count;
    else if (near > Number.MAX_VALUE) beyond += count;
    else buckets.push([Math.max(near, zeroThreshold), Math.min(far, Number.MAX_VALUE), count]);
  }
  if (beyond > 0) buckets.push([Number.MAX_VALUE, null, beyond]);
  return { buckets, zeros };
}

/** Powers of two with an exponent that is exact for every scale up to 20. */
function edges(index: number, scale: number): [near: number, far: number] {
  const step = 2 ** -scale;
  return [2 ** (index * step), 2 ** ((index + 1) * step)];
}
