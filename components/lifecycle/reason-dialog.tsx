"use client";

import { Modal, Textarea } from "@mantine/core";
import type { ReactNode } from "react";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { ReasonedInput } from "@/lib/lifecycle/schema.ts";

const ReasonForm = ReasonedInput.pick({ reason: true });

interface ReasonDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen. */
  children: ReactNode;
  confirmLabel: string;
  onConfirm: (reason: string) => Promise<void>;
}

/** Asks for the reason of a decision; it stays open and says why it failed. */
export function ReasonDialog({ opened, onClose, title, children, confirmLabel, onConfirm }: ReasonDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ "aria-label": "Close" }}>
      <div className="mk-stack">
        <div className="mk-dialog-text">{children}</div>
        <FormShell
          schema={ReasonForm}
          initialValues={{ reason: "" }}
          guard={false}
          submitLabel={confirmLabel}
          onCancel={onClose}
          onSubmit={async ({ reason }) => {
            await onConfirm(reason);
            onClose();
          }}
        >
          {(form) => (
            <Textarea
              label="Reason"
              description="Kept in the trail; those concerned read it."
              autosize
              minRows={2}
              maxRows={8}
              data-autofocus
              {...form.getInputProps("reason")}
            />
          )}
        </FormShell>
      </div>
    </Modal>
  );
}
