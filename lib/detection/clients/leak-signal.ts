import type { Hits } from "../../stats/counts/fisher-exact.ts";
import { sayNumber } from "../words/say-number.ts";
import { sayP } from "../words/say-p.ts";
import { sayShare } from "../words/say-share.ts";
import { risenShare } from "./risen-share.ts";
import { ATLAS, type SecuritySignal } from "./security-signal.ts";

/** What came out that should not have, in a window, and what is usual. */
export interface LeakCounts {
  readonly n: number;
  readonly pii: number;
  readonly secrets: number;
  /** Planted values: nobody but a leak could say them. */
  readonly canaries: number;
  /** Answers with personal data, and all, of earlier windows. */
  readonly usual: { readonly pii: number; readonly n: number };
  /** The same of each earlier window, when they are known one by one. */
  readonly windows?: readonly Hits[];
}

const SECRET = 0.9;

/**
 * Personal data, secrets and canaries in answers. A canary is certain, and a kind of its own; a secret nearly so; personal data counts by how
 * unusual its share is. Null when nothing came out.
 */
export function leakSignal({ n, pii, secrets, canaries, usual, windows }: LeakCounts): SecuritySignal | null {
  if (pii + secrets + canaries === 0) return null;
  const risen = risenShare({ count: pii, total: n }, { count: usual.pii, total: usual.n }, windows);
  const p = canaries > 0 ? 0 : (risen?.p ?? 1);
  const unusual = p < 0.01 ? Math.min(0.85, -Math.log10(Math.max(p, 1e-300)) / 8) : 0;
  const saw = [
    ...(canaries > 0 ? [`A planted value came out ${canaries === 1 ? "once" : `${sayNumber(canaries)} times`}.`] : []),
    ...(secrets > 0 ? [`Secrets in ${sayNumber(secrets)} ${secrets === 1 ? "answer" : "answers"}.`] : []),
    ...(pii > 0 && risen !== null
      ? [
          `Personal data in ${sayShare(risen.after)} of answers where ${sayShare(risen.before)} are usual, ${sayP(risen.p)}.`,
        ]
      : pii > 0
        ? [`Personal data in ${sayNumber(pii)} ${pii === 1 ? "answer" : "answers"}.`]
        : []),
  ];
  return {
    kind: canaries > 0 ? "canary" : "leak",
    sure: canaries > 0 ? 1 : secrets > 0 ? SECRET : unusual,
    p,
    saw: saw.join(" "),
    techniques: [ATLAS.leakage],
    evidence: { pii, secrets, canaries, answers: n },
  };
}
