import type { Answer } from "../answer.ts";

/**
 * p-values adjusted for how many there are, so that refusing all below alpha keeps the false discovery rate at alpha
 * (Benjamini and Hochberg 1995). Same order as given; a null (no test was possible) stays null and does not count.
 */
export function benjaminiHochberg(ps: readonly (number | null)[]): Answer<{ adjusted: (number | null)[] }> {
  const known = ps.flatMap((p, index) => (p === null ? [] : [{ p, index }]));
  if (known.some(({ p }) => !(p >= 0 && p <= 1))) return { status: "invalid_input" };
  if (known.length === 0) return { status: "not_enough_data" };
  const adjusted: (number | null)[] = ps.map(() => null);
  let least = 1;
  const descending = known.sort((left, right) => right.p - left.p);
  descending.forEach(({ p, index }, place) => {
    least = Math.min(least, (p * known.length) / (known.length - place));
    adjusted[index] = least;
  });
  return { status: "ok", adjusted };
}
