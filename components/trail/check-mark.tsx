import "./check-mark.css";
import type { StepState } from "@/lib/trail-check/types.ts";

const words: Record<StepState, string> = {
  pass: "Passes",
  fail: "Fails",
  doubt: "In doubt",
  none: "Nothing to check",
};

/** The outcome of a step as a shape of its own: disc with check, square with cross, dotted ring, ring. */
export function CheckMark({ state }: { state: StepState }) {
  return (
    <svg className="mk-check" data-state={state} viewBox="0 0 16 16" role="img" aria-label={words[state]}>
      {state === "pass" ? <circle cx="8" cy="8" r="8" /> : null}
      {state === "pass" ? <path d="M4.6 8.3l2.3 2.3l4.5-4.8" /> : null}
      {state === "fail" ? <rect width="16" height="16" rx="3" /> : null}
      {state === "fail" ? <path d="M5 5l6 6M11 5l-6 6" /> : null}
      {state === "doubt" ? <circle cx="8" cy="8" r="7.3" strokeDasharray="2.2 2" /> : null}
      {state === "none" ? <circle cx="8" cy="8" r="7.3" /> : null}
    </svg>
  );
}
