"use client";

import "./attack-path-view.css";
import { cheapestWay } from "@/lib/graph/paths/cheapest-way.ts";
import { stepsInOrder } from "@/lib/graph/paths/check-path.ts";
import type { AttackPath, AttackStep } from "@/lib/graph/paths/schema.ts";
import { afterWords, effortWords, wayWords } from "./path-words.ts";
import { placeSteps, STEP_HEIGHT, STEP_WIDTH, type PlacedSteps } from "./place-steps.ts";

/** What is known of a step beside itself. */
type StepState = { number: number; onWay: boolean; stopped: boolean; after: string; where: string | undefined };

function stateWords({ onWay, stopped }: StepState): string {
  if (stopped) return "Stopped";
  return onWay ? "On the cheapest way" : "";
}

interface StepProps {
  step: AttackStep;
  state: StepState;
  at: { x: number; y: number };
  onOpen: (stepId: string) => void;
}

function StepBox({ step, state, at, onOpen }: StepProps) {
  const known = stateWords(state);
  const words = [`${String(state.number)}. ${step.title}`, state.after, effortWords(step), known];
  return (
    <button
      type="button"
      className="mk-attack-step"
      data-way={state.onWay || undefined}
      data-stopped={state.stopped || undefined}
      style={{ left: at.x, top: at.y, width: STEP_WIDTH, height: STEP_HEIGHT }}
      aria-label={words.filter((part) => part !== "").join(", ")}
      title={step.title}
      onClick={() => onOpen(step.id)}
    >
      {step.after.length > 1 ? <span className="mk-attack-gate">{step.needs === "all" ? "all" : "any"}</span> : null}
      <span className="mk-attack-title">
        {state.number}. {step.title}
      </span>
      <span className="mk-attack-foot">
        {[step.effort === 0 ? "" : effortWords(step), known].filter((part) => part !== "").join(" · ")}
      </span>
    </button>
  );
}

function Lines({ placed, way }: { placed: PlacedSteps; way: ReadonlySet<string> }) {
  return (
    <svg className="mk-attack-lines" width={placed.width} height={placed.height} aria-hidden>
      {placed.links.map(({ from, to, curve }) => (
        <path key={`${from} ${to}`} d={curve} data-way={(way.has(from) && way.has(to)) || undefined} />
      ))}
    </svg>
  );
}

function StepList({ steps, states }: { steps: readonly AttackStep[]; states: ReadonlyMap<string, StepState> }) {
  return (
    <ol className="mk-attack-list">
      {steps.map((step) => {
        const state = states.get(step.id);
        if (state === undefined) return null;
        const known = stateWords(state);
        const facts = [state.where, state.after, effortWords(step), known];
        return (
          <li key={step.id}>
            <span className="mk-attack-list-title">{step.title}</span>{" "}
            <span className="mk-2">{facts.filter((fact) => fact !== undefined && fact !== "").join(", ")}</span>
          </li>
        );
      })}
    </ol>
  );
}

interface AttackPathViewProps {
  path: AttackPath;
  /** Steps that working mitigations stop. */
  stopped: ReadonlySet<string>;
  /** What an element or flow is called. */
  nameOf: (id: string) => string | undefined;
  onOpen: (stepId: string) => void;
}

/** An attack path, drawn from its beginnings on the left to its goal on the right, with the cheapest open way; and as a list. */
export function AttackPathView({ path, stopped, nameOf, onOpen }: AttackPathViewProps) {
  const steps = stepsInOrder(path);
  const way = cheapestWay(path, stopped);
  const onWay = new Set(way?.stepIds ?? []);
  const numbers = new Map(steps.map(({ id }, index) => [id, index + 1]));
  const numberOf = (id: string): number => numbers.get(id) ?? 0;
  const states = new Map(
    steps.map((step): [string, StepState] => [
      step.id,
      {
        number: numberOf(step.id),
        onWay: onWay.has(step.id),
        stopped: stopped.has(step.id),
        after: afterWords(step, numberOf),
        where: step.elementId === null ? undefined : nameOf(step.elementId),
      },
    ]),
  );
  const placed = placeSteps(steps);
  return (
    <div className="mk-attack">
      <p className="mk-attack-way">{wayWords(way, steps)}</p>
      <div className="mk-attack-scroll" role="group" aria-label={`${path.name}, drawn`}>
        <div className="mk-attack-drawing" style={{ width: placed.width, height: placed.height }}>
          <Lines placed={placed} way={onWay} />
          {placed.steps.map(({ step, x, y }) => {
            const state = states.get(step.id);
            if (state === undefined) return null;
            return <StepBox key={step.id} step={step} state={state} at={{ x, y }} onOpen={onOpen} />;
          })}
        </div>
      </div>
      <details className="mk-attack-details">
        <summary>Read it as a list</summary>
        <StepList steps={steps} states={states} />
      </details>
    </div>
  );
}
