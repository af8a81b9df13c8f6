"use client";

import { Checkbox, Modal, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormShell } from "@/components/ui/form-shell.tsx";
import type { Permission } from "@/lib/kernel/policy.ts";
import { createKey } from "@/lib/people/api.ts";
import { CreateKeyInput } from "@/lib/people/schema.ts";
import { z } from "@/lib/zod.ts";
import { KeyModels } from "./key-models.tsx";
import { scopeLabels } from "./scope-labels.ts";
import { ShownOnceDialog } from "./shown-once.tsx";
import { useReauthentication } from "./use-reauthentication.tsx";

const DAY_MS = 24 * 3600_000;
const lifetimes = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
  { value: "never", label: "Never" },
];
const Form = z.strictObject({
  name: CreateKeyInput.shape.name,
  scopes: CreateKeyInput.shape.scopes,
  models: z.array(z.uuid()),
  lifetime: z.enum(["30", "90", "365", "never"]),
});
type Values = z.output<typeof Form>;
const start: Values = { name: "", scopes: [], models: [], lifetime: "90" };

const sendsTelemetry = (scopes: readonly Permission[]): boolean => scopes.includes("telemetry:write");

interface CreateKeyDialogProps {
  opened: boolean;
  onClose: () => void;
  grantable: readonly Permission[];
}

/** Asks for name, permissions and lifetime, then shows the key once. */
export function CreateKeyDialog({ opened, onClose, grantable }: CreateKeyDialogProps) {
  const { attempt, dialog } = useReauthentication();
  const client = useQueryClient();
  const [made, setMade] = useState<{ name: string; secret: string }>();

  async function create({ lifetime, models, ...values }: Values): Promise<void> {
    const expiresAt = lifetime === "never" ? null : new Date(Date.now() + Number(lifetime) * DAY_MS).toISOString();
    const { key, secret } = await attempt(() =>
      createKey({ ...values, models: sendsTelemetry(values.scopes) ? models : [], expiresAt }),
    );
    await client.invalidateQueries({ queryKey: ["api_key"] });
    onClose();
    setMade({ name: key.name, secret });
  }

  return (
    <>
      <Modal opened={opened} onClose={onClose} title="Create an API key" closeButtonProps={{ "aria-label": "Close" }}>
        <FormShell
          schema={Form}
          initialValues={start}
          guard={false}
          submitLabel="Create key"
          onCancel={onClose}
          onSubmit={create}
        >
          {(form) => (
            <>
              <TextInput
                {...form.getInputProps("name")}
                label="Name"
                description="After what uses it: a pipeline, a script, a service."
                maxLength={120}
                data-autofocus
              />
              <Checkbox.Group {...form.getInputProps("scopes")} label="It may">
                <div className="mk-choices">
                  {grantable.map((scope) => (
                    <Checkbox key={scope} value={scope} label={scopeLabels[scope] ?? scope} />
                  ))}
                </div>
              </Checkbox.Group>
              {sendsTelemetry(form.values.scopes) ? (
                <KeyModels
                  value={form.values.models}
                  onChange={(ids) => {
                    form.setFieldValue("models", ids);
                  }}
                />
              ) : null}
              <Select {...form.getInputProps("lifetime")} label="Ends after" data={lifetimes} allowDeselect={false} />
            </>
          )}
        </FormShell>
      </Modal>
      <ShownOnceDialog
        title={`Key for ${made?.name ?? ""}`}
        value={made?.secret}
        what="API key"
        onClose={() => setMade(undefined)}
      >
        Copy it to where it is used. Only its digest is kept here, so it cannot be shown again.
      </ShownOnceDialog>
      {dialog}
    </>
  );
}
