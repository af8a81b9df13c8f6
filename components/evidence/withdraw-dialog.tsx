"use client";

import { Modal, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { withdrawEvidence } from "@/lib/evidence/api.ts";
import { WithdrawInput, type EvidenceItem } from "@/lib/evidence/schema.ts";

/** Asks why a piece of evidence no longer counts. */
export function WithdrawDialog({ item, onClose }: { item: EvidenceItem | undefined; onClose: () => void }) {
  const client = useQueryClient();
  async function withdraw(values: { id: string; reason: string; expectedVersion: number }): Promise<void> {
    await withdrawEvidence(values);
    await client.invalidateQueries({ queryKey: ["evidence"] });
    onClose();
    toastDone({ message: "Evidence withdrawn." });
  }
  return (
    <Modal
      opened={item !== undefined}
      onClose={onClose}
      title="Withdraw evidence"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {item === undefined ? null : (
        <FormShell
          schema={WithdrawInput}
          initialValues={{ id: item.id, reason: "", expectedVersion: item.version }}
          guard={false}
          submitLabel="Withdraw"
          onCancel={onClose}
          onSubmit={withdraw}
        >
          {(form) => (
            <>
              <p>{item.title} no longer counts, but stays in the trail and can still be read.</p>
              <Textarea {...form.getInputProps("reason")} label="Why" autosize minRows={2} data-autofocus />
            </>
          )}
        </FormShell>
      )}
    </Modal>
  );
}
