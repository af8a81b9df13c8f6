import { chiSquare } from "../../stats/counts/chi-square.ts";
import { mergeSparseCells } from "../../stats/counts/merge-sparse-cells.ts";
import type { ClientWindow } from "./client-window.ts";
import { habitsOf, worthOf } from "./habits-of.ts";

/** How evenly a client's answers cover the labels. */
export interface LabelEvenness {
  /** Entropy over that of equal shares, 0 to 1; of the client and of its peers together. */
  readonly own: number;
  readonly usual: number;
  /** The chance of labels this different from the peers', when they are more even; else 1. */
  readonly p: number;
}

const LEAST = 50;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function entropy(counts: readonly number[]): number {
  const total = sum(counts);
  return counts.reduce((left, count) => (count > 0 ? left - (count / total) * Math.log(count / total) : left), 0);
}

/**
 * Who copies a model asks for all labels alike; others for what their life brings, each for something else: so answers count as
 * many as they are worth beside how much peers differ. Null below 50 answers a side.
 */
export function labelEvenness(current: ClientWindow, peers: readonly ClientWindow[]): LabelEvenness | null {
  const labels = [...new Set([current, ...peers].flatMap(({ labelCounts }) => Object.keys(labelCounts)))].sort();
  const countsOf = ({ labelCounts }: ClientWindow): number[] => labels.map((label) => labelCounts[label] ?? 0);
  const own = countsOf(current);
  const others = peers.map(countsOf);
  const n = sum(own);
  if (labels.length < 2 || n < LEAST || others.reduce((total, counts) => total + sum(counts), 0) < LEAST) return null;
  const { shares, correlation, worth } = habitsOf(others);
  const [mine, usual] = [entropy(own) / Math.log(labels.length), entropy(shares) / Math.log(labels.length)];
  if (mine <= usual) return { own: mine, usual, p: 1 };
  const thin = worthOf(n, correlation) / n;
  const merged = mergeSparseCells({
    reference: shares.map((share) => Math.round(share * worth)),
    current: own.map((count) => Math.round(count * thin)),
  });
  const test = chiSquare(merged.reference, merged.current);
  return { own: mine, usual, p: test.status === "ok" ? test.p : 1 };
}
