import "./proof-cards.css";
import type { ReactNode } from "react";
import type { EntryCheck, StepId, StepState } from "@/lib/trail-check/types.ts";
import { timeOfDay } from "./entry-time.ts";
import { CheckMark } from "./check-mark.tsx";

interface CardProps {
  state: StepState;
  title: string;
  children: ReactNode;
}

function Card({ state, title, children }: CardProps) {
  return (
    <div className="mk-proof-card" data-state={state}>
      <CheckMark state={state} />
      <div>
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  );
}

function Hash({ value }: { value: string }) {
  return (
    <span className="mk-proof-hash">
      <span>{value.slice(0, 32)}</span>
      <span>{value.slice(32)}</span>
    </span>
  );
}

export function stateOf(check: EntryCheck, id: StepId): StepState {
  return check.steps.find((step) => step.id === id)?.state ?? "none";
}

/** Where the chain begins: the entry and its hash. */
export function EntryCards({ check, leafBytes, erased }: { check: EntryCheck; leafBytes: number; erased: boolean }) {
  return (
    <div className="mk-proof-cards" data-end="entry">
      <Card state={stateOf(check, "entry")} title="Entry">
        <span>
          {leafBytes.toLocaleString("en")} bytes, canonical JSON.{" "}
          {erased
            ? "Its values were held outside, salted, and were erased."
            : "Values are held outside, salted, so that they can be erased."}
        </span>
      </Card>
      <Card state={stateOf(check, "leaf")} title="Leaf hash">
        <Hash value={check.leafHash} />
      </Card>
    </div>
  );
}

/** Where the chain ends: root, signature of the log, witnesses. */
export function RootCards({ check }: { check: EntryCheck }) {
  const { checkpoint, computedRoot, witnesses } = check;
  if (checkpoint === null) return null;
  return (
    <div className="mk-proof-cards" data-end="root">
      <Card state={stateOf(check, "root")} title="Root">
        <Hash value={computedRoot ?? checkpoint.root} />
      </Card>
      <Card state={stateOf(check, "signature")} title="Signature of the log">
        <span className="mk-mono mk-proof-name">{checkpoint.origin}</span>
        <span>Ed25519, key {checkpoint.keyId}</span>
      </Card>
      {witnesses.map(({ name, keyId, state, time }) => (
        <Card key={keyId} state={state === "missing" ? "none" : state} title={`Witness ${name}`}>
          <span>
            {time === null
              ? state === "fail"
                ? "its cosignature does not verify"
                : "has not cosigned this root yet"
              : `saw this root at ${timeOfDay(new Date(time * 1000).toISOString())}`}
            , key {keyId}
          </span>
        </Card>
      ))}
      {witnesses.length === 0 ? (
        <Card state="none" title="Witnesses">
          <span>
            None is set up. Until one is, only this browser and others who keep checkpoints would notice another
            history.
          </span>
        </Card>
      ) : null}
    </div>
  );
}
