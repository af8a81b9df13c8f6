"use client";

import { Button, Modal, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
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

/** Ends an open alert, with what it was. */
export function ResolveAlert({ alert }: { alert: Alert }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
        Resolve<span className="mk-visually-hidden"> {alert.title}</span>
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Resolve ${alert.title}`}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <ResolveForm alert={alert} onClose={() => setAsking(false)} />
      </Modal>
    </>
  );
}
