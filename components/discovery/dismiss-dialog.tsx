"use client";

import { Modal, Select, Textarea } from "@mantine/core";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { dismissDiscovery } from "@/lib/discovery/api.ts";
import { DismissDiscoveryInput } from "@/lib/discovery/schema.ts";
import { z } from "@/lib/zod.ts";
import type { DecisionDialogProps } from "./decision-dialog.ts";
import { useDecisions } from "./use-decisions.ts";

const DAY_MS = 24 * 3_600_000;

const periods = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "180", label: "180 days" },
  { value: "365", label: "A year" },
];

const Form = z.strictObject({
  reason: DismissDiscoveryInput.shape.reason,
  days: z.enum(["30", "90", "180", "365"], "Choose how long."),
});
const start = { reason: "", days: "90" };

/** Takes a discovery out of the inbox for a while, with a reason. */
export function DismissDialog({ discovery, opened, onClose }: DecisionDialogProps) {
  const { decided } = useDecisions();
  const save = async ({ reason, days }: typeof start) => {
    const until = new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    const { id, version } = discovery;
    const saved = await dismissDiscovery({ id, expectedVersion: version, reason, until });
    onClose();
    decided(saved, "Dismissed.");
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Dismiss" closeButtonProps={{ "aria-label": "Close" }}>
      <FormShell
        schema={Form}
        initialValues={start}
        guard={false}
        submitLabel="Dismiss"
        onCancel={onClose}
        onSubmit={save}
      >
        {(form) => (
          <>
            <Textarea
              {...form.getInputProps("reason")}
              label="Why it needs no record"
              autosize
              minRows={2}
              data-autofocus
            />
            <Select
              {...form.getInputProps("days")}
              label="For"
              description="Seen again after that, it comes back into the inbox."
              data={periods}
              allowDeselect={false}
            />
          </>
        )}
      </FormShell>
    </Modal>
  );
}
