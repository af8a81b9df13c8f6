"use client";

import { Modal, Textarea, TextInput } from "@mantine/core";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { OptionalLabel } from "@/components/ui/form-field.tsx";
import { acceptRisk, refuseRisk, requestAcceptance, setThreatState } from "@/lib/threats/register/api.ts";
import {
  AcceptRiskInput,
  RefuseRiskInput,
  RequestAcceptanceInput,
  SetThreatStateInput,
  type ThreatDto,
} from "@/lib/threats/register/schema.ts";
import { useThreatSaved } from "./use-threat.ts";

/** What can be decided about a threat in a dialog. */
export type Asking = "mitigated" | "not_applicable" | "accepted" | "ask" | "accept" | "refuse";

interface DecisionProps {
  threat: ThreatDto;
  onClose: () => void;
}

const titles: Readonly<Record<Asking, string>> = {
  mitigated: "Mark as mitigated",
  not_applicable: "Does not apply",
  accepted: "Treat again",
  ask: "Ask to accept the risk",
  accept: "Accept the risk",
  refuse: "Refuse to accept the risk",
};

const stateWords = {
  mitigated: {
    label: "Why it counts as mitigated",
    help: "Needed while no mitigation is implemented.",
    done: "Mitigated.",
  },
  not_applicable: { label: "Why it does not apply here", help: "Whoever reviews this reads it.", done: "Noted." },
  accepted: { label: "Why it is to be treated again", help: "", done: "Open again." },
} as const;

function StateForm({ threat, state, onClose }: DecisionProps & { state: "mitigated" | "not_applicable" | "accepted" }) {
  const saved = useThreatSaved();
  const { label, help, done } = stateWords[state];
  const start = { id: threat.id, expectedVersion: threat.version, state, reason: "" };
  const save = async (values: typeof start) => {
    saved(await setThreatState(values), done);
    onClose();
  };
  return (
    <FormShell
      schema={SetThreatStateInput}
      initialValues={start}
      guard={false}
      submitLabel={titles[state]}
      onCancel={onClose}
      onSubmit={save}
    >
      {(form) => (
        <Textarea
          {...form.getInputProps("reason")}
          label={state === "not_applicable" ? label : <OptionalLabel>{label}</OptionalLabel>}
          description={help}
          autosize
          minRows={2}
          data-autofocus
        />
      )}
    </FormShell>
  );
}

function AskForm({ threat, onClose }: DecisionProps) {
  const saved = useThreatSaved();
  const start = { id: threat.id, expectedVersion: threat.version, until: "", reason: "" };
  const save = async (values: typeof start) => {
    saved(await requestAcceptance(values), "Asked. Somebody else decides.");
    onClose();
  };
  return (
    <FormShell
      schema={RequestAcceptanceInput}
      initialValues={start}
      guard={false}
      submitLabel="Ask to accept"
      onCancel={onClose}
      onSubmit={save}
    >
      {(form) => (
        <>
          <Textarea
            {...form.getInputProps("reason")}
            label="Why the risk can be lived with"
            autosize
            minRows={2}
            data-autofocus
          />
          <TextInput
            {...form.getInputProps("until")}
            type="date"
            label="Until"
            description="At most 366 days. After that day the threat is open again."
          />
        </>
      )}
    </FormShell>
  );
}

function DecideForm({ threat, accept, onClose }: DecisionProps & { accept: boolean }) {
  const saved = useThreatSaved();
  const start = { id: threat.id, expectedVersion: threat.version, reason: "" };
  const save = async (values: typeof start) => {
    saved(accept ? await acceptRisk(values) : await refuseRisk(values), accept ? "Risk accepted." : "Refused.");
    onClose();
  };
  return (
    <FormShell
      schema={accept ? AcceptRiskInput : RefuseRiskInput}
      initialValues={start}
      guard={false}
      submitLabel={accept ? "Accept the risk" : "Refuse"}
      onCancel={onClose}
      onSubmit={save}
    >
      {(form) => (
        <Textarea
          {...form.getInputProps("reason")}
          label={accept ? <OptionalLabel>What to note with it</OptionalLabel> : "Why the risk cannot be lived with"}
          autosize
          minRows={2}
          data-autofocus
        />
      )}
    </FormShell>
  );
}

function Form({ asking, ...props }: DecisionProps & { asking: Asking }) {
  switch (asking) {
    case "ask":
      return <AskForm {...props} />;
    case "accept":
    case "refuse":
      return <DecideForm {...props} accept={asking === "accept"} />;
    default:
      return <StateForm {...props} state={asking} />;
  }
}

/** The dialog of one decision about a threat. */
export function StateDialog({ asking, ...props }: DecisionProps & { asking: Asking | undefined }) {
  return (
    <Modal
      opened={asking !== undefined}
      onClose={props.onClose}
      title={asking === undefined ? "" : titles[asking]}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {asking === undefined ? null : <Form asking={asking} {...props} />}
    </Modal>
  );
}
