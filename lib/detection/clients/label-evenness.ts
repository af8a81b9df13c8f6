import { chiSquare } from "../../stats/counts/chi-square.ts";
import { mergeSparseCells } from "../../stats/counts/merge-sparse-cells.ts";
import type { ClientWindow } from "./client-window.ts";

/** How evenly a client's answers cover the labels. */
export interface LabelEvenness {
  /** Entropy over that of equal shares, 0 to 1; of the client and of its peers together. */
  readonly own: number;
  readonly usual: number;
  /** The chance of labels this different from the peers', when they are more even; else 1. */
  readonly p: number;
}

const LEAST = 50;

function entropy(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count) => (count > 0 ? sum - (count / total) * Math.log(count / total) : sum), 0);
}

/** Who copies a model asks for all labels alike; others for what their life brings. Null below 50 answers a side. */
export function labelEvenness(current: ClientWindow, peers: readonly ClientWindow[]): LabelEvenness | null {
  const labels = [...new Set([current, ...peers].flatMap(({ labelCounts }) => Object.keys(labelCounts)))].sort();
  const own = labels.map((label) => current.labelCounts[label] ?? 0);
  const others = labels.map((label) => peers.reduce((sum, { labelCounts }) => sum + (labelCounts[label] ?? 0), 0));
  const size = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  if (labels.length < 2 || size(own) < LEAST || size(others) < LEAST) return null;
  const [mine, usual] = [entropy(own) / Math.log(labels.length), entropy(others) / Math.log(labels.length)];
  const merged = mergeSparseCells({ reference: others, current: own });
  const test = chiSquare(merged.reference, merged.current);
  return { own: mine, usual, p: mine > usual && test.status === "ok" ? test.p : 1 };
}
