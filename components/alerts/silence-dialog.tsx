"use client";

import { Modal, Select, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormRow } from "@/components/ui/form-field.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { addSilence } from "@/lib/alerts/api.ts";
import { ModelChoice } from "./model-choice.tsx";
import { severityChoices } from "./severity-choices.ts";
import { newSilence, SilenceForm, silenceOf, type SilenceAbout, type SilenceValues } from "./silence-form.ts";
import { kindLabels } from "./silence-words.ts";

const kinds = [
  { value: "", label: "Every kind" },
  ...Object.entries(kindLabels).map(([value, label]) => ({ value, label })),
];
const severities = [{ value: "", label: "Every severity" }, ...severityChoices];
const repeatChoices = [
  { value: "once", label: "Once" },
  { value: "daily", label: "Every day" },
  { value: "weekly", label: "Every week" },
];

function SilenceFormBody({ about, onClose }: { about: SilenceAbout | undefined; onClose: () => void }) {
  const client = useQueryClient();
  const [start] = useState(() => newSilence(Date.now(), about));
  async function save(values: SilenceValues): Promise<void> {
    await addSilence(silenceOf(values));
    await client.invalidateQueries({ queryKey: ["alert_silence"] });
    await client.invalidateQueries({ queryKey: ["alert"] });
    onClose();
    toastDone({ message: "Silence added." });
  }
  return (
    <FormShell
      schema={SilenceForm}
      initialValues={start}
      guard={false}
      submitLabel="Add silence"
      onCancel={onClose}
      onSubmit={save}
    >
      {(form) => (
        <>
          <ModelChoice
            known={about?.model}
            value={form.values.model}
            onChange={(id) => form.setFieldValue("model", id)}
            error={form.errors["model"]}
          />
          <FormRow>
            <Select {...form.getInputProps("kind")} label="Kind" data={kinds} allowDeselect={false} />
            <Select {...form.getInputProps("severity")} label="Severity" data={severities} allowDeselect={false} />
            <TextInput {...form.getInputProps("from")} type="datetime-local" label="From" description="UTC" />
            <TextInput {...form.getInputProps("to")} type="datetime-local" label="To" description="UTC" />
          </FormRow>
          <Select
            {...form.getInputProps("repeat")}
            label="Repeat"
            description="For maintenance that comes again at the same time."
            data={repeatChoices}
            allowDeselect={false}
          />
          <Textarea
            {...form.getInputProps("reason")}
            label="Reason"
            description="Others read it here, and it stays in the audit trail."
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
          />
        </>
      )}
    </FormShell>
  );
}

interface SilenceDialogProps {
  opened: boolean;
  /** What it is about at first; left out: every alert. */
  about?: SilenceAbout;
  onClose: () => void;
}

/** Silences alerts for a time, once or again and again. */
export function SilenceDialog({ opened, about, onClose }: SilenceDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Add a silence" closeButtonProps={{ "aria-label": "Close" }}>
      <SilenceFormBody about={about} onClose={onClose} />
    </Modal>
  );
}
