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
