"use client";

import { Modal, Radio, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { addTrustKey } from "@/lib/signing/api.ts";
import { AddTrustKeyInput } from "@/lib/signing/schema.ts";
import type { z } from "@/lib/zod.ts";
import { useReauthentication } from "@/components/people/use-reauthentication.tsx";

type Values = z.output<typeof AddTrustKeyInput>;
const start: Values = { name: "", kind: "key", pem: "" };

/** Asks for a public key or root certificate to trust. */
export function AddTrustKeyDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { attempt, dialog } = useReauthentication();
  const client = useQueryClient();
  async function save(values: Values): Promise<void> {
    const { name } = await attempt(() => addTrustKey(values));
    await client.invalidateQueries({ queryKey: ["trust_key"] });
    onClose();
    toastDone({ message: `${name} is trusted now.` });
  }
  return (
    <>
      <Modal opened={opened} onClose={onClose} title="Trust a key" closeButtonProps={{ "aria-label": "Close" }}>
        <FormShell
          schema={AddTrustKeyInput}
          initialValues={start}
          guard={false}
          submitLabel="Trust key"
          onCancel={onClose}
          onSubmit={save}
        >
          {(form) => (
            <>
              <TextInput
                {...form.getInputProps("name")}
                label="Name"
                description="Whose key it is: a team, a supplier, a pipeline."
                maxLength={120}
                data-autofocus
              />
              <Radio.Group {...form.getInputProps("kind")} label="It is">
                <div className="mk-choices">
                  <Radio value="key" label="a public key" />
                  <Radio value="root" label="a root certificate, whose certificates may sign" />
                </div>
              </Radio.Group>
              <Textarea
                {...form.getInputProps("pem")}
                className="mk-trust-pem"
                label="Key or certificate"
                description="In PEM, beginning with -----BEGIN. Never a private key."
                rows={8}
                spellCheck={false}
              />
            </>
          )}
        </FormShell>
      </Modal>
      {dialog}
    </>
  );
}
