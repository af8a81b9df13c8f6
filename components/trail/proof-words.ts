import type { EntryCheck, StepId, StepState } from "@/lib/trail-check/types.ts";

export type ProofHead = { tone: "green" | "red" | "blue"; mark: StepState; title: string; detail: string };

const failures: Record<StepId, string> = {
  entry: "the values are not those of the entry",
  leaf: "the entry cannot be hashed",
  path: "the path does not lead to a root",
  root: "the root is not the one that was signed",
  signature: "the log did not sign this checkpoint",
  witnesses: "a witness did not sign this checkpoint",
};

const order: readonly StepId[] = ["root", "path", "entry", "signature", "witnesses", "leaf"];

const entries = (count: number): string => `${count.toLocaleString("en")} ${count === 1 ? "entry" : "entries"}`;

/** The outcome of a check in a line and a half. `bent` says which byte the reader changed. */
export function headOf(check: EntryCheck, bent: string | null): ProofHead {
  const failed = order.find((id) => check.steps.some((step) => step.id === id && step.state === "fail"));
  if (failed !== undefined) {
    const detail =
      bent === null
        ? "Keep the receipt and the checkpoint, and ask your administrator."
        : `You changed ${bent}. Nothing was changed on the server.`;
    return { tone: "red", mark: "fail", title: `The proof fails: ${failures[failed]}`, detail };
  }
  const { checkpoint } = check;
  if (checkpoint === null) {
    return {
      tone: "blue",
      mark: "none",
      title: "Committed, not sealed yet",
      detail: "The entry is kept with its change. Its proof appears here with the next checkpoint.",
    };
  }
  const passed = check.steps.filter(({ state }) => state === "pass").length;
  const all = passed === check.steps.length ? `all ${String(passed)} checks pass` : `${String(passed)} checks pass`;
  return {
    tone: "green",
    mark: "pass",
    title: `Verified in this browser: ${all}`,
    detail: `Checkpoint of ${entries(checkpoint.size)}.`,
  };
}

/** What a proof does not show, about this entry; `witnesses` is null while it is not sealed. */
export function limitsOf(actorName: string, actorType: string, witnesses: number | null): string {
  const person =
    actorType === "user"
      ? `That ${actorName} was right, or that ${actorName} sat at the keyboard. `
      : "That what was done was right. ";
  if (witnesses === null) {
    return `${person}And that it has not changed: until the log has signed a checkpoint over it, whoever owns the database could still change it unseen.`;
  }
  const seen =
    witnesses > 0
      ? `and that ${witnesses === 1 ? "a witness" : `${String(witnesses)} witnesses`} outside saw this one history`
      : "but no witness outside has seen it yet, so whoever holds the log's key and its database could still show others another history";
  return `${person}It shows that this entry was recorded, has not changed since, ${seen}.`;
}
