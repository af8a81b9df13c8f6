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
 * (-5e-324, 0]. What is nearer to zero than the threshold counts as zero. An edge beyond the largest number is null.
 * Sources: OpenTelemetry data model, "ExponentialHistogram"; Prometheus native histograms (there an index names the upper edge).
 */
export function exponentialBuckets(histogram: ExponentialBuckets): Bucket[] {
  const { positive, negative, zeroThreshold, scale } = histogram;
  const buckets: Bucket[] = [];
  let zeros = histogram.zeroCount;
  for (let at = negative.indexes.length - 1; at >= 0; at -= 1) {
    const count = negative.counts[at] ?? 0;
    const [near, far] = edges(negative.indexes[at] ?? 0, scale);
    if (count === 0) continue;
    if (far <= zeroThreshold) zeros += count;
    else buckets.push([finite(-far), -Math.max(near, zeroThreshold), count]);
  }
  const zeroAt = buckets.length;
  for (const [at, index] of positive.indexes.entries()) {
    const count = positive.counts[at] ?? 0;
    const [near, far] = edges(index, scale);
    if (count === 0) continue;
    if (far <= zeroThreshold) zeros += count;
    else buckets.push([Math.max(near, zeroThreshold), finite(far), count]);
  }
  if (zeros > 0)
    buckets.splice(zeroAt, 0, [zeroThreshold === 0 ? -Number.MIN_VALUE : -zeroThreshold, zeroThreshold, zeros]);
  return buckets;
}

/** Powers of two with an exponent that is exact for every scale up to 20. */
function edges(index: number, scale: number): [near: number, far: number] {
  const step = 2 ** -scale;
  return [2 ** (index * step), 2 ** ((index + 1) * step)];
}

function finite(edge: number): number | null {
  return Number.isFinite(edge) ? edge : null;
}
