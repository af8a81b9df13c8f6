"use client";

import { Modal, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ReactNode } from "react";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { ApiError } from "@/lib/http/client.ts";
import { reauthenticate } from "@/lib/people/api.ts";
import { z } from "@/lib/zod.ts";

const Proof = z.strictObject({
  password: z.string().max(1024),
  code: z.string().trim().max(40),
});

type Waiting = { again: () => void; giveUp: () => void };

interface ReauthenticateDialogProps {
  opened: boolean;
  onConfirmed: () => void;
  onClose: () => void;
}

/** Asks for the password or a code before something delicate. */
export function ReauthenticateDialog({ opened, onConfirmed, onClose }: ReauthenticateDialogProps) {
  async function confirm({ password, code }: z.output<typeof Proof>): Promise<void> {
    await reauthenticate(code === "" ? { password } : { code });
    onConfirmed();
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Confirm that it is you"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <FormShell
        schema={Proof}
        initialValues={{ password: "", code: "" }}
        guard={false}
        submitLabel="Confirm"
        onCancel={onClose}
        onSubmit={confirm}
      >
        {(form) => (
          <>
            <p className="mk-dialog-text">
              This change matters, so we ask again. The confirmation holds for ten minutes.
            </p>
            <PasswordInput
              {...form.getInputProps("password")}
              label="Password"
              autoComplete="current-password"
              data-autofocus
            />
            <TextInput
              {...form.getInputProps("code")}
              label="Or a code of your second factor"
              autoComplete="one-time-code"
            />
          </>
        )}
      </FormShell>
    </Modal>
  );
}

function wantsProof(error: unknown): boolean {
  return error instanceof ApiError && error.problem["reauthenticate"] === true;
}

/**
 * `attempt` runs a call; when the server wants a fresh proof of who asks, the dialog opens, and the call is made again
 * after it. Closing the dialog rejects with the server's first answer. Render `dialog` once.
 */
export function useReauthentication(): { attempt: <T>(call: () => Promise<T>) => Promise<T>; dialog: ReactNode } {
  const [waiting, setWaiting] = useState<Waiting>();

  async function attempt<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (!wantsProof(error)) throw error;
      await new Promise<void>((again, failed) => {
        setWaiting({
          again,
          giveUp: () => failed(error instanceof Error ? error : new Error("not confirmed")),
        });
      });
      return call();
    }
  }

  const end = (how: keyof Waiting): void => {
    waiting?.[how]();
    setWaiting(undefined);
  };
  const dialog = (
    <ReauthenticateDialog
      opened={waiting !== undefined}
      onConfirmed={() => end("again")}
      onClose={() => end("giveUp")}
    />
  );
  return { attempt, dialog };
}
