import type { FourierEmbedding } from "../../stats/states/fourier-embedding.ts";

/** What one client did in one window: whole numbers only. */
export interface ClientWindow {
  /** Queries. */
  readonly n: number;
  /** Different inputs, and different ones after rounding (or by their leading hash bits): never more than inputs. */
  readonly distinctInputs: number;
  readonly distinctCoarse: number;
  /** Answers by predicted label. */
  readonly labelCounts: Readonly<Record<string, number>>;
  /** Answers near the decision boundary, among those whose margin is known. */
  readonly lowMargin: number;
  readonly marginKnown: number;
  /** Answers by confidence, 20 bins of 0.05; empty when unknown. */
  readonly confidenceBins: readonly number[];
  readonly errors: number;
  readonly blocked: number;
  readonly injections: number;
  readonly injectionsPassed: number;
  readonly embedding?: FourierEmbedding;
}

/** A client's window with what it is compared to. */
export interface ClientQuestion {
  readonly current: ClientWindow;
  /** The other clients in the same window. */
  readonly peers: readonly ClientWindow[];
  /** The client's own earlier windows of the same length. */
  readonly history: readonly ClientWindow[];
  /** Those of them by which its habits are known: old enough that an attack which goes on is not among them. None when absent. */
  readonly settled?: readonly ClientWindow[];
}
