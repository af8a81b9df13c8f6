"use client";

import { Modal, Textarea, TextInput } from "@mantine/core";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { useNow } from "@/components/ui/use-now.ts";
import { waiveCriterion } from "@/lib/lifecycle/api.ts";
import { WaiveInput, type CriterionResultDto, type GateDto } from "@/lib/lifecycle/schema.ts";
import { z } from "@/lib/zod.ts";
import { useGateRefresh } from "./use-gate-refresh.ts";

const WaiveForm = z.strictObject({
  reason: WaiveInput.shape.reason,
  until: z.iso.date("Choose a day."),
});
type Values = z.infer<typeof WaiveForm>;
const DAY_MS = 24 * 3600_000;

interface WaiveDialogProps {
  version: GateDto["version"];
  result: CriterionResultDto | null;
  onClose: () => void;
}

/** Asks that a criterion may stay open for a while; somebody else decides. */
export function WaiveDialog({ version, result, onClose }: WaiveDialogProps) {
  const refresh = useGateRefresh();
  const now = useNow() ?? 0;
  if (result === null) return null;
  const { criterion } = result;
  const day = (days: number): string => new Date(now + days * DAY_MS).toISOString().slice(0, 10);
  const save = async ({ reason, until }: Values) => {
    const expiresAt = `${until}T23:59:59.000Z`;
    await waiveCriterion(version.modelSlug, version.label, { criterion: criterion.id, reason, expiresAt });
    await refresh();
    onClose();
    toastDone({ message: "The waiver is asked for. Somebody else decides." });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Ask for a waiver: ${criterion.title}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <FormShell<Values>
        schema={WaiveForm}
        initialValues={{ reason: "", until: day(30) }}
        guard={false}
        submitLabel="Ask for a waiver"
        onCancel={onClose}
        onSubmit={save}
      >
        {(form) => (
          <>
            <Textarea
              label="Why it may stay open for now"
              description="And what keeps the risk small meanwhile."
              autosize
              minRows={3}
              maxRows={8}
              data-autofocus
              {...form.getInputProps("reason")}
            />
            <TextInput
              type="date"
              label="Until"
              description="The end of that day (UTC), at most a year from now. Then it lapses by itself."
              min={day(1)}
              max={day(365)}
              {...form.getInputProps("until")}
            />
          </>
        )}
      </FormShell>
    </Modal>
  );
}
