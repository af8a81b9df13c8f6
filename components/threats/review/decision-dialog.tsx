"use client";

import { Modal, Textarea } from "@mantine/core";
import { OptionalLabel } from "@/components/ui/form-field.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { approveVersion, rejectVersion, submitVersion, withdrawVersion } from "@/lib/threats/review/api.ts";
import {
  ApproveVersionInput,
  RejectVersionInput,
  SubmitVersionInput,
  WithdrawVersionInput,
} from "@/lib/threats/review/schema.ts";
import { useReviewSaved } from "./use-review-saved.ts";

/** What can be decided, and about what: the threat model when it is submitted, else the version. */
export type Decision = { what: "submit" | "approve" | "reject" | "withdraw"; id: string };

const words = {
  submit: { title: "Submit for review", verb: "Submit", done: "Submitted. Somebody else decides." },
  approve: { title: "Approve this version", verb: "Approve", done: "Approved." },
  reject: { title: "Send this version back", verb: "Send back", done: "Sent back." },
  withdraw: { title: "Withdraw this version", verb: "Withdraw", done: "Withdrawn." },
} as const;

interface FormProps {
  decision: Decision;
  onClose: () => void;
}

function SubmitForm({ decision, onClose }: FormProps) {
  const saved = useReviewSaved();
  return (
    <FormShell
      schema={SubmitVersionInput}
      initialValues={{ id: decision.id, note: "" }}
      guard={false}
      submitLabel={words.submit.verb}
      onCancel={onClose}
      onSubmit={async (values) => {
        await submitVersion(values);
        onClose();
        await saved(words.submit.done);
      }}
    >
      {(form) => (
        <Textarea
          {...form.getInputProps("note")}
          label={<OptionalLabel>What whoever decides should know</OptionalLabel>}
          description="All diagrams and threats are kept as they are now. Nobody who made them can approve them."
          autosize
          minRows={2}
          data-autofocus
        />
      )}
    </FormShell>
  );
}

const forms = {
  approve: { schema: ApproveVersionInput, send: approveVersion, label: "What to note with it" },
  reject: { schema: RejectVersionInput, send: rejectVersion, label: "What has to change first" },
  withdraw: { schema: WithdrawVersionInput, send: withdrawVersion, label: "Why it is taken back" },
} as const;

function DecideForm({ decision, what, onClose }: FormProps & { what: keyof typeof forms }) {
  const saved = useReviewSaved();
  const { schema, send, label } = forms[what];
  return (
    <FormShell<{ id: string; reason: string }>
      schema={schema}
      initialValues={{ id: decision.id, reason: "" }}
      guard={false}
      submitLabel={words[what].verb}
      onCancel={onClose}
      onSubmit={async (values) => {
        await send(values);
        onClose();
        await saved(words[what].done);
      }}
    >
      {(form) => (
        <Textarea
          {...form.getInputProps("reason")}
          label={what === "reject" ? label : <OptionalLabel>{label}</OptionalLabel>}
          autosize
          minRows={2}
          data-autofocus
        />
      )}
    </FormShell>
  );
}

/** The dialog of one decision about a version of a threat model. */
export function DecisionDialog({ decision, onClose }: { decision: Decision | null; onClose: () => void }) {
  if (decision === null) return null;
  const { what } = decision;
  return (
    <Modal opened onClose={onClose} title={words[what].title} closeButtonProps={{ "aria-label": "Close" }}>
      {what === "submit" ? (
        <SubmitForm decision={decision} onClose={onClose} />
      ) : (
        <DecideForm decision={decision} what={what} onClose={onClose} />
      )}
    </Modal>
  );
}
