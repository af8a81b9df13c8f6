"use client";

import { Modal, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { OptionalLabel } from "@/components/ui/form-field.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { resolveAlert } from "@/lib/alerts/api.ts";
import { ResolveAlertInput } from "@/lib/alerts/schema.ts";
import type { Alert } from "@/lib/telemetry/schema.ts";

function ResolveForm({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const client = useQueryClient();
  const start = { id: alert.id, expectedVersion: alert.version, reason: "" };
  async function save(values: typeof start): Promise<void> {
    await resolveAlert(values);
    await client.invalidateQueries({ queryKey: ["alert"] });
    onClose();
    toastDone({ message: "Resolved." });
  }
  return (
    <FormShell
      schema={ResolveAlertInput}
      initialValues={start}
      guard={false}
      submitLabel="Resolve alert"
      onCancel={onClose}
      onSubmit={save}
    >
      {(form) => (
        <Textarea
          {...form.getInputProps("reason")}
          label={<OptionalLabel>What it was</OptionalLabel>}
          description="It stays in the audit trail. If it comes again, a new alert opens."
          autosize
          minRows={2}
          maxLength={1000}
          data-autofocus
        />
      )}
    </FormShell>
  );
}

interface ResolveDialogProps {
  /** The alert to end; undefined while closed. */
  alert: Alert | undefined;
  onClose: () => void;
}

/** Ends an open alert, with what it was. */
export function ResolveDialog({ alert, onClose }: ResolveDialogProps) {
  return (
    <Modal
      opened={alert !== undefined}
      onClose={onClose}
      title={`Resolve ${alert?.title ?? ""}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {alert === undefined ? null : <ResolveForm alert={alert} onClose={onClose} />}
    </Modal>
  );
}
