const TWO_OVER_ROOT_PI = 1.1283791670955125739;
const ROOT_PI = 1.7724538509055160273;

/** erf by its series 2/√π · e^(−x²) Σ 2ᵏ x^(2k+1)/(1·3·…·(2k+1)), all terms positive (DLMF 7.6.2). */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 1; k < 200 && term > sum * 1e-17; k += 1) {
    term *= (2 * x * x) / (2 * k + 1);
    sum += term;
  }
  return TWO_OVER_ROOT_PI * Math.exp(-x * x) * sum;
}

/** √π e^(x²) erfc(x) for x ≥ 1.5 by its continued fraction 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))) (DLMF 7.9.1), from the back. */
function scaledErfc(x: number): number {
  let tail = x;
  for (let k = Math.ceil(30 + 500 / (x * x)); k >= 1; k -= 1) tail = x + k / 2 / tail;
  return 1 / tail;
}

/** The square of x as a number and what rounding took from it, so that e^(−x²) keeps its digits (Dekker 1971). */
function exactSquare(x: number): [number, number] {
  const high = Math.fround(x);
  const low = x - high;
  return [high * high, (x + high) * low];
}

/** ln erfc(x): finite far beyond the point where erfc itself is 0. −Infinity at Infinity. */
export function logErfc(x: number): number {
  if (x < 1.5) return Math.log(erfc(x));
  if (x === Infinity) return -Infinity;
  return Math.log(scaledErfc(x) / ROOT_PI) - x * x;
}

/** The complementary error function, to about 1e-14 relative in both tails; erfc(NaN) is 1, as that of 0. */
export function erfc(x: number): number {
  if (!(x >= 0)) return x < 0 ? 2 - erfc(-x) : 1;
  if (x < 1.5) return 1 - erfSeries(x);
  if (x > 30) return 0;
  const [square, rest] = exactSquare(x);
  return (Math.exp(-square) * Math.exp(-rest) * scaledErfc(x)) / ROOT_PI;
}
