"use client";

import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { Notice } from "@/components/ui/notice.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { OptionalLabel } from "@/components/ui/form-field.tsx";
import { Digest } from "@/components/ui/mono.tsx";
import { toastDone, toastInfo, toastProblem } from "@/components/ui/toast.tsx";
import { approveGate, endGate, moveGate, requestGate } from "@/lib/lifecycle/api.ts";
import { targetLabels } from "@/lib/lifecycle/rules.ts";
import type { GateDto } from "@/lib/lifecycle/schema.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { RequestLine } from "./request-history.tsx";
import { useGateRefresh } from "./use-gate-refresh.ts";

type Asking = "request" | "approve" | "reject" | "withdraw" | "revoke" | "move" | null;

const endings = {
  reject: {
    title: "Reject this request",
    label: "Reject",
    text: "The version stays where it is, and whoever asked reads your reason.",
    done: "Rejected.",
  },
  withdraw: {
    title: "Withdraw this request",
    label: "Withdraw request",
    text: "The version stays where it is. It can be asked for again.",
    done: "Withdrawn.",
  },
  revoke: {
    title: "Revoke the approval",
    label: "Revoke approval",
    text: "A version in use is shown as operating without a valid gate from now on, and its owner and the security leads get a task.",
    done: "Revoked.",
  },
} as const;

/** The request that revoking would hit: the live one, or the newest that was carried out. */
function revocable(gate: GateDto): string {
  return gate.request?.id ?? gate.history.find(({ state }) => state === "moved")?.id ?? "";
}

function Summary({ gate }: { gate: GateDto }) {
  const { request, pass, blockedBy, kind, changes } = gate;
  if (request?.state === "approved" && changes.length > 0) {
    return (
      <Notice tone="red" title="The approval no longer holds">
        {changes.join(" ")} Carrying it out now would make it void.
      </Notice>
    );
  }
  if (request?.state === "approved") {
    return (
      <Notice tone="green" title="Approved">
        Somebody other than the approver carries out the move.
      </Notice>
    );
  }
  if (!pass) {
    return (
      <Notice
        tone="amber"
        title={blockedBy === 1 ? "One criterion blocks this gate" : `${blockedBy} criteria block this gate`}
      >
        Settle them, or ask for waivers. Then the gate can be asked for.
      </Notice>
    );
  }
  if (request?.state === "open") {
    return (
      <Notice tone="blue" title="A decision is asked for">
        {gate.refusal === "" ? "You may decide. What you approve is bound to the digest below." : gate.refusal}
      </Notice>
    );
  }
  if (kind === "other") return null;
  return (
    <Notice tone="green" title="Nothing blocks this gate">
      {gate.abilities.request
        ? "Ask for it, and somebody else decides."
        : "Its owner, or who may change the model, can ask for it."}
    </Notice>
  );
}

function Approvers({ gate }: { gate: GateDto }) {
  const { people, note } = gate.approvers;
  if (gate.kind === "other" && gate.request === null) return null;
  return (
    <p className="mk-decision-who">
      {note === "" ? `May decide: ${people.map(({ name }) => name).join(", ")}.` : note}
    </p>
  );
}

type ButtonsProps = { gate: GateDto; ask: (what: Asking) => void };

function Buttons({ gate, ask }: ButtonsProps) {
  const { abilities } = gate;
  const to = targetLabels[gate.target].toLowerCase();
  return (
    <div className="mk-decision-buttons">
      {abilities.request ? <Button onClick={() => ask("request")}>Ask for this gate</Button> : null}
      {abilities.approve ? <Button onClick={() => ask("approve")}>Approve</Button> : null}
      {abilities.move ? (
        <Button onClick={() => ask("move")}>{gate.kind === "confirm" ? `Confirm in ${to}` : `Move to ${to}`}</Button>
      ) : null}
      {abilities.reject ? (
        <Button variant="default" onClick={() => ask("reject")}>
          Reject
        </Button>
      ) : null}
      {abilities.withdraw ? (
        <Button variant="default" onClick={() => ask("withdraw")}>
          Withdraw request
        </Button>
      ) : null}
      {abilities.revoke ? (
        <Button variant="default" color="red" onClick={() => ask("revoke")}>
          Revoke approval
        </Button>
      ) : null}
    </div>
  );
}

function NoteField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <Textarea
      className="mk-dialog-field"
      label={<OptionalLabel>{label}</OptionalLabel>}
      autosize
      minRows={2}
      maxRows={6}
      maxLength={1000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-autofocus
    />
  );
}

/** What a person can do about a gate now: ask, decide, carry out, withdraw, revoke. */
export function DecisionPanel({ gate }: { gate: GateDto }) {
  const refresh = useGateRefresh();
  const [asking, setAsking] = useState<Asking>(null);
  const [note, setNote] = useState("");
  const { modelSlug, label } = gate.version;
  const to = targetLabels[gate.target].toLowerCase();
  const close = () => {
    setAsking(null);
    setNote("");
  };
  const after = async (message: string) => {
    await refresh();
    toastDone({ message });
  };
  const request = async () => {
    await requestGate(modelSlug, label, gate.target, note);
    await after("Asked for. Those who may decide have a task.");
  };
  const approve = async () => {
    const reason = note.trim() === "" ? {} : { reason: note };
    try {
      await approveGate({ id: gate.request?.id ?? "", digest: gate.digest, ...reason });
    } catch (error) {
      void refresh().catch(toastProblem);
      throw error;
    }
    await after("Approved.");
  };
  const move = async () => {
    const { outcome, message } = await moveGate(modelSlug, label, { stage: gate.target });
    await refresh();
    (outcome === "moved" ? toastDone : toastInfo)({ message });
  };
  const ending = asking === "reject" || asking === "withdraw" || asking === "revoke" ? asking : null;
  const end = async (reason: string) => {
    if (ending === null) return;
    await endGate(ending, ending === "revoke" ? revocable(gate) : (gate.request?.id ?? ""), reason);
    await after(endings[ending].done);
  };
  return (
    <section className="mk-sheet mk-decision" aria-label="Decision">
      <Summary gate={gate} />
      {gate.request === null ? null : (
        <ul>
          <RequestLine request={gate.request} />
        </ul>
      )}
      <Approvers gate={gate} />
      <p className="mk-decision-digest">
        This gate as it is now: <Digest value={`sha256:${gate.digest}`} />
      </p>
      <Buttons gate={gate} ask={setAsking} />
      <ConfirmDialog
        opened={asking === "request"}
        onClose={close}
        title={`Ask for the gate to ${to}`}
        confirmLabel="Ask"
        onConfirm={request}
      >
        <p>Somebody else decides. What they approve is bound to what is here now: a later change makes it void.</p>
        <NoteField label="What they should know" value={note} onChange={setNote} />
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === "approve"}
        onClose={close}
        title={`Approve the gate to ${to}`}
        confirmLabel="Approve"
        onConfirm={approve}
      >
        <p>
          You approve exactly what you looked at. When it changes before the move, your approval is void.{" "}
          <Digest value={`sha256:${gate.digest}`} />
        </p>
        <NoteField label="What your approval rests on" value={note} onChange={setNote} />
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === "move"}
        onClose={close}
        title={gate.kind === "confirm" ? `Confirm in ${to}` : `Move to ${to}`}
        confirmLabel={gate.kind === "confirm" ? "Confirm" : "Move version"}
        onConfirm={move}
      >
        <p>
          {gate.version.modelName} {label} {gate.kind === "confirm" ? "stays in" : "moves to"} {to}
          {gate.target === "retired" ? ", and nothing leads back from there. A retirement record is written." : "."}
        </p>
      </ConfirmDialog>
      <ReasonDialog
        opened={ending !== null}
        onClose={close}
        title={endings[ending ?? "reject"].title}
        confirmLabel={endings[ending ?? "reject"].label}
        onConfirm={end}
      >
        <p>{endings[ending ?? "reject"].text}</p>
      </ReasonDialog>
    </section>
  );
}
