"use client";

import { Modal, PasswordInput, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { addChannel } from "@/lib/alerts/api.ts";
import { AddChannelInput } from "@/lib/alerts/schema.ts";
import type { z } from "@/lib/zod.ts";
import { channelLabels } from "./channel-labels.ts";
import { severityChoices } from "./severity-choices.ts";

const LEAST_SECRET = 16;

const ChannelForm = AddChannelInput.superRefine(({ kind, secret }, check) => {
  if (kind !== "webhook" || secret.length >= LEAST_SECRET) return;
  const message = "Give a secret of 16 characters or more; what is sent is signed with it.";
  check.addIssue({ code: "custom", path: ["secret"], message });
});
type Values = z.output<typeof AddChannelInput>;
const start: Values = { name: "", kind: "email", address: "", secret: "", least: "medium" };

const kinds = Object.entries(channelLabels).map(([value, label]) => ({ value, label }));
const addresses: Readonly<Record<Values["kind"], [label: string, help: string]>> = {
  email: ["E-mail address", "Afterwards only its first sign and its domain are shown."],
  webhook: ["URL", "Alerts are posted to it as JSON. Afterwards only its host is shown."],
  slack: ["Webhook URL from Slack", "Afterwards only its host is shown."],
};

function ChannelFormBody({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  async function save(values: Values): Promise<void> {
    const { name } = await addChannel({ ...values, secret: values.kind === "webhook" ? values.secret : "" });
    await client.invalidateQueries({ queryKey: ["alert_channel"] });
    onClose();
    toastDone({ message: `${name} added. Send a test to see whether it arrives.` });
  }
  return (
    <FormShell
      schema={ChannelForm}
      initialValues={start}
      guard={false}
      submitLabel="Add channel"
      onCancel={onClose}
      onSubmit={save}
    >
      {(form) => (
        <>
          <TextInput {...form.getInputProps("name")} label="Name" maxLength={120} data-autofocus />
          <Select {...form.getInputProps("kind")} label="Kind" data={kinds} allowDeselect={false} />
          <TextInput
            {...form.getInputProps("address")}
            label={addresses[form.values.kind][0]}
            description={addresses[form.values.kind][1]}
            autoComplete="off"
          />
          {form.values.kind === "webhook" ? (
            <PasswordInput
              {...form.getInputProps("secret")}
              label="Secret"
              description="What is sent is signed with it. Keep a copy where it is received; it is never shown again."
              autoComplete="new-password"
              visibilityToggleButtonProps={{ "aria-label": "Show or hide the secret" }}
            />
          ) : null}
          <Select
            {...form.getInputProps("least")}
            label="Send from this severity on"
            data={severityChoices}
            allowDeselect={false}
          />
        </>
      )}
    </FormShell>
  );
}

/** Adds a place that alerts are sent to. */
export function ChannelDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Add a channel" closeButtonProps={{ "aria-label": "Close" }}>
      <ChannelFormBody onClose={onClose} />
    </Modal>
  );
}
