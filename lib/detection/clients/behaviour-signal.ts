import { fuseEvidence, type Evidence } from "./fuse-evidence.ts";
import type { SecuritySignal } from "./security-signal.ts";

/**
 * A signal from the signs that are known; null when none is. `needs` are the signs of which at least one must say
 * something (p < 0.01), without which the others mean nothing: `sure` is then 0. `p` is of these alone, 1 when none is known.
 */
export function behaviourSignal(
  kind: SecuritySignal["kind"],
  signs: readonly (Evidence | null)[],
  needs: readonly (Evidence | null)[],
  about: Pick<SecuritySignal, "techniques" | "evidence">,
): SecuritySignal | null {
  const known = signs.flatMap((one) => (one === null ? [] : [one]));
  if (known.length === 0) return null;
  const { sure, saw } = fuseEvidence(known);
  const needed = needs.flatMap((one) => (one === null ? [] : [one]));
  const founded = needed.some(({ p }) => p < 0.01);
  const { p } = fuseEvidence(needed);
  const words = saw.length === 0 ? "Nothing unusual." : `${saw.join("; ")}.`;
  return { kind, sure: founded ? sure : 0, p, saw: words.charAt(0).toUpperCase() + words.slice(1), ...about };
}
