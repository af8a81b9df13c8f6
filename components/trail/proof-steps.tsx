import "./proof-steps.css";
import type { CheckStep } from "@/lib/trail-check/types.ts";
import { CheckMark } from "./check-mark.tsx";

const titles: Record<CheckStep["id"], string> = {
  entry: "Entry",
  leaf: "Leaf",
  path: "Path",
  root: "Root",
  signature: "Signature",
  witnesses: "Witnesses",
};

/** A duration of a check: `0.5 ms`, and never less than `< 0.1 ms`. */
export function milliseconds(ms: number): string {
  return ms < 0.1 ? "< 0.1 ms" : `${ms.toFixed(1)} ms`;
}

function outcome({ state, ms }: CheckStep): string {
  if (state === "pass") return milliseconds(ms);
  return { fail: "fails", doubt: "in doubt", none: "" }[state];
}

/** The six steps of the check, each with what it saw and how long it took. */
export function ProofSteps({ steps }: { steps: readonly CheckStep[] }) {
  return (
    <ol className="mk-proof-steps">
      {steps.map((step) => (
        <li key={step.id} data-step={step.id} data-state={step.state}>
          <CheckMark state={step.state} />
          <div>
            <strong>{titles[step.id]}</strong>
            <span>{step.words}</span>
          </div>
          <span className="mk-num">{outcome(step)}</span>
        </li>
      ))}
    </ol>
  );
}
