"use client";

import { Modal } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useReauthentication } from "@/components/people/use-reauthentication.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { erasePayload } from "@/lib/trail/api.ts";
import { EraseFields, erasureForm } from "./erase-fields.tsx";

interface EraseEntryDialogProps {
  opened: boolean;
  onClose: () => void;
  uuid: string;
  /** What the entry is about, to be typed. */
  name: string;
  /** How many values it recorded. */
  values: number;
}

/** Erases what one entry recorded, after saying what goes and what stays. */
export function EraseEntryDialog({ opened, onClose, uuid, name, values }: EraseEntryDialogProps) {
  const { attempt, dialog } = useReauthentication();
  const client = useQueryClient();
  async function erase({ reason, legalBasis }: { reason: string; legalBasis: string }): Promise<void> {
    await attempt(() => erasePayload({ id: uuid, reason, legalBasis }));
    await client.invalidateQueries({ queryKey: ["audit_log"] });
    onClose();
    toastDone({ message: "What this entry recorded is erased." });
  }
  const many = values === 1 ? "1 value" : `${values.toLocaleString("en")} values`;
  return (
    <>
      <Modal
        opened={opened}
        onClose={onClose}
        title="Erase what this entry recorded"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <FormShell
          schema={erasureForm(name)}
          initialValues={{ reason: "", legalBasis: "", confirm: "" }}
          guard={false}
          danger
          submitLabel="Erase for good"
          onCancel={onClose}
          onSubmit={erase}
        >
          {(form) => (
            <>
              <p className="mk-dialog-text">
                {values === 0 ? "The content" : `All of its content, ${many},`} and the salt behind its digest go, and
                cannot come back. The entry keeps its place: that it happened, when, by whom and to what stays proven.
                The live record is not changed. The erasure becomes an entry of its own.
              </p>
              <EraseFields name={name} field={(path) => form.getInputProps(path)} />
            </>
          )}
        </FormShell>
      </Modal>
      {dialog}
    </>
  );
}
