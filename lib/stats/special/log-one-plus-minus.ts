/**
 * ln(1 + x) − x for x > −1, accurate to the last digits also near 0, where both parts cancel. With s = x/(2 + x),
 * ln(1 + x) = 2 artanh s = 2(s + s³/3 + s⁵/5 + …) and 2s − x = −s·x (DLMF 4.6.6).
 */
export function logOnePlusMinus(x: number): number {
  if (x < -0.5 || x > 1) return Math.log1p(x) - x;
  const s = x / (2 + x);
  const square = s * s;
  let power = 1;
  let sum = 0;
  for (let odd = 3; odd < 80; odd += 2) {
    const term = power / odd;
    sum += term;
    if (term < sum * 1e-18) break;
    power *= square;
  }
  return 2 * s * square * sum - s * x;
}

/**
 * ln(x/c) − (x − c)/c for x, c > 0, the exponent of a saddle point: from the difference near 1, where the logarithm would
 * cancel, and from the ratio far from it, where the difference has lost the digits of x.
 */
export function logRatioMinus(x: number, c: number, difference = x - c): number {
  const ratio = x / c;
  return ratio < 0.5 || ratio > 2 ? Math.log(ratio) - difference / c : logOnePlusMinus(difference / c);
}
