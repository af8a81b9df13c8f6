"use client";

import { Modal, NumberInput, PasswordInput, Select, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { FormRow, FormSection } from "@/components/ui/form-field.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { addChannel, updateChannel } from "@/lib/alerts/api.ts";
import { togetherNames } from "@/lib/alerts/rules.ts";
import type { ChannelDto } from "@/lib/alerts/schema.ts";
import {
  ChangedChannel,
  newChannel,
  NewChannel,
  paceOf,
  togetherLabels,
  toldOf,
  type ChannelValues,
  type ToldValues,
} from "./channel-form.ts";
import { channelLabels } from "./channel-labels.ts";
import { severityChoices } from "./severity-choices.ts";

const kinds = Object.entries(channelLabels).map(([value, label]) => ({ value, label }));
const groups = togetherNames.map((value) => ({ value, label: togetherLabels[value] }));
const addresses: Readonly<Record<ChannelValues["kind"], [label: string, help: string]>> = {
  email: ["E-mail address", "Afterwards only its first sign and its domain are shown."],
  webhook: ["URL", "Alerts are posted to it as JSON. Afterwards only its host is shown."],
  slack: ["Webhook URL from Slack", "Afterwards only its host is shown."],
};

interface TellingProps {
  /** Fields of a form that has these values among others. */
  field: (name: keyof ToldValues) => ReturnType<UseFormReturnType<ToldValues>["getInputProps"]>;
  /** Nothing is grouped, so nothing waits. */
  alone: boolean;
}

/** What is sent, and what comes together in one message. */
function Telling({ field, alone }: TellingProps) {
  return (
    <FormSection title="What it is sent">
      <FormRow>
        <Select {...field("least")} label="From this severity on" data={severityChoices} allowDeselect={false} />
        <Select {...field("together")} label="Together in one message" data={groups} allowDeselect={false} />
        <NumberInput
          {...field("waitSeconds")}
          label="Wait for more of them"
          description={alone ? "Before an alert is sent." : "Before the first message of a group."}
          suffix=" seconds"
          min={0}
          max={3_600}
        />
        <NumberInput
          {...field("intervalMinutes")}
          label="Then not again for"
          description="What comes meanwhile is in the next message."
          suffix=" minutes"
          min={0}
          max={1_440}
        />
      </FormRow>
    </FormSection>
  );
}

function AddForm({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  async function save(values: ChannelValues): Promise<void> {
    const { name } = await addChannel(paceOf({ ...values, secret: values.kind === "webhook" ? values.secret : "" }));
    await client.invalidateQueries({ queryKey: ["alert_channel"] });
    onClose();
    toastDone({ message: `${name} added. Send a test to see whether it arrives.` });
  }
  return (
    <FormShell
      schema={NewChannel}
      initialValues={newChannel}
      guard={false}
      submitLabel="Add channel"
      onCancel={onClose}
      onSubmit={save}
    >
      {(form) => (
        <>
          <FormRow>
            <TextInput {...form.getInputProps("name")} label="Name" maxLength={120} data-autofocus />
            <Select {...form.getInputProps("kind")} label="Kind" data={kinds} allowDeselect={false} />
          </FormRow>
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
          <Telling field={(name) => form.getInputProps(name)} alone={form.values.together === "alert"} />
        </>
      )}
    </FormShell>
  );
}

function ChangeForm({ channel, onClose }: { channel: ChannelDto; onClose: () => void }) {
  const client = useQueryClient();
  async function save(values: ToldValues): Promise<void> {
    const { name } = await updateChannel({ id: channel.id, expectedVersion: channel.version, ...paceOf(values) });
    await client.invalidateQueries({ queryKey: ["alert_channel"] });
    onClose();
    toastDone({ message: `${name} changed.` });
  }
  return (
    <FormShell
      schema={ChangedChannel}
      initialValues={toldOf(channel)}
      guard={false}
      submitLabel="Change channel"
      onCancel={onClose}
      onSubmit={save}
    >
      {(form) => (
        <>
          <TextInput
            {...form.getInputProps("name")}
            label="Name"
            description={`It sends to ${channel.shown}. To send elsewhere, add another channel.`}
            maxLength={120}
            data-autofocus
          />
          <Telling field={(name) => form.getInputProps(name)} alone={form.values.together === "alert"} />
        </>
      )}
    </FormShell>
  );
}

interface ChannelDialogProps {
  /** The channel to change, null for a new one, undefined while closed. */
  channel: ChannelDto | null | undefined;
  onClose: () => void;
}

/** Adds a place that alerts are sent to, or changes what it is sent. */
export function ChannelDialog({ channel, onClose }: ChannelDialogProps) {
  return (
    <Modal
      opened={channel !== undefined}
      onClose={onClose}
      size="lg"
      title={channel == null ? "Add a channel" : `Change ${channel.name}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {channel === undefined ? null : channel === null ? (
        <AddForm onClose={onClose} />
      ) : (
        <ChangeForm channel={channel} onClose={onClose} />
      )}
    </Modal>
  );
}
