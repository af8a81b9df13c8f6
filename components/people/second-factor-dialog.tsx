"use client";

import { Modal, TextInput } from "@mantine/core";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { ConfirmSecondFactorInput } from "@/lib/auth/schema.ts";
import { confirmSecondFactor } from "@/lib/people/api.ts";
import { OnceValue } from "./shown-once.tsx";

export type SecondFactorDraft = { secret: string; uri: string; qr: string };

interface SecondFactorDialogProps {
  draft: SecondFactorDraft | undefined;
  onClose: () => void;
  /** With the recovery codes that belong to the new factor. */
  onDone: (recoveryCodes: readonly string[]) => void;
  attempt: <T>(call: () => Promise<T>) => Promise<T>;
}

/** QR code and secret of a new second factor; it counts once a code of it was typed in. */
export function SecondFactorDialog({ draft, onClose, onDone, attempt }: SecondFactorDialogProps) {
  async function confirm({ code }: { code: string }): Promise<void> {
    const { recoveryCodes } = await attempt(() => confirmSecondFactor(code));
    onDone(recoveryCodes);
  }
  return (
    <Modal
      opened={draft !== undefined}
      onClose={onClose}
      title="Set up a second factor"
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {draft === undefined ? null : (
        <div className="mk-stack">
          <p>Scan this with an authenticator app, or type the secret into it.</p>
          <img className="mk-qr" src={draft.qr} alt="QR code of the secret below" width={200} height={200} />
          <OnceValue value={draft.secret} what="secret" />
          <FormShell
            schema={ConfirmSecondFactorInput}
            initialValues={{ code: "" }}
            guard={false}
            submitLabel="Turn it on"
            onCancel={onClose}
            onSubmit={confirm}
          >
            {(form) => (
              <TextInput
                {...form.getInputProps("code")}
                label="Code that the app shows now"
                inputMode="numeric"
                autoComplete="one-time-code"
                data-autofocus
              />
            )}
          </FormShell>
        </div>
      )}
    </Modal>
  );
}
