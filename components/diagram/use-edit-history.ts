import { useCallback, useMemo, useRef, useState } from "react";
import { toastInfo } from "@/components/ui/toast.tsx";
import type { BatchOutcome } from "@/lib/graph/apply-batch.ts";
import { didStep, noHistory, repeated, tookBack, type History } from "@/lib/graph/edit/history.ts";
import type { EditHistory, Propose } from "./editor-types.ts";

type ChangedBy = (id: string) => string | null;

/** Why something was refused, with the name of who changed it where that is known. */
function reasonOf({ refused }: BatchOutcome, changedBy: ChangedBy): string | null {
  const first = refused[0]?.refusal;
  if (first === undefined) return null;
  const who = first.code === "changed" || first.code === "gone" ? changedBy(first.about) : null;
  if (who === null) return first.message;
  return first.code === "gone" ? `${who} removed this since.` : `${who} changed this since.`;
}

const nobody: ChangedBy = () => null;

/**
 * Undo and redo of one person: what others did is never taken back, and a step that no longer fits is refused with a message.
 * `changedBy` names who last changed something, from its id.
 */
export function useEditHistory(propose: Propose, changedBy: ChangedBy = nobody): EditHistory {
  const [history, setHistory] = useState<History>(noHistory);
  const latest = useRef(history);
  const keep = useCallback((next: History): void => {
    latest.current = next;
    setHistory(next);
  }, []);
  const change = useCallback<Propose>(
    (operations, label) => {
      const outcome = propose(operations, label);
      keep(didStep(latest.current, { label, operations: outcome.inverse }));
      const reason = reasonOf(outcome, changedBy);
      if (reason !== null) toastInfo({ message: reason });
      return outcome;
    },
    [propose, changedBy, keep],
  );
  const undo = useCallback((): void => {
    const step = latest.current.undo.at(-1);
    if (step === undefined) return;
    const outcome = propose(step.operations, `Undo: ${step.label}`);
    keep(tookBack(latest.current, outcome.inverse));
    const reason = reasonOf(outcome, changedBy);
    if (reason !== null) toastInfo({ message: `Not undone: ${step.label}. ${reason}` });
  }, [propose, changedBy, keep]);
  const redo = useCallback((): void => {
    const step = latest.current.redo.at(-1);
    if (step === undefined) return;
    const outcome = propose(step.operations, `Redo: ${step.label}`);
    keep(repeated(latest.current, outcome.inverse));
    const reason = reasonOf(outcome, changedBy);
    if (reason !== null) toastInfo({ message: `Not repeated: ${step.label}. ${reason}` });
  }, [propose, changedBy, keep]);
  const undoLabel = history.undo.at(-1)?.label ?? null;
  const redoLabel = history.redo.at(-1)?.label ?? null;
  return useMemo(
    () => ({ propose: change, undo, redo, undoLabel, redoLabel }),
    [change, undo, redo, undoLabel, redoLabel],
  );
}
