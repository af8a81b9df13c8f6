"use client";

import { Button, NumberInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { numberWords } from "@/components/charts/chart-number.ts";
import { StateBadge } from "@/components/ui/badge.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { FormRow } from "@/components/ui/form-field.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { telemetrySettingsQuery, updateTelemetrySettings } from "@/lib/telemetry/settings/api.ts";
import { UpdateTelemetrySettingsInput, type TelemetrySettingsDto } from "@/lib/telemetry/settings/schema.ts";
import { inputOf } from "./input-of.ts";

const SENTENCE = "keep raw events";

function useSave(): (values: ReturnType<typeof inputOf>, message: string) => Promise<void> {
  const client = useQueryClient();
  return async (values, message) => {
    client.setQueryData(telemetrySettingsQuery().queryKey, await updateTelemetrySettings(values));
    void client.invalidateQueries({ queryKey: ["telemetry", "use"] });
    toastDone({ message });
  };
}

function AmountForm({ settings }: { settings: TelemetrySettingsDto }) {
  const save = useSave();
  return (
    <FormShell
      key={settings.version}
      schema={UpdateTelemetrySettingsInput}
      initialValues={inputOf(settings)}
      submitLabel="Save sampling"
      onSubmit={(values) => save(values, "Saved. What is too much or too old was deleted.")}
    >
      {(form) => (
        <FormRow>
          <NumberInput
            {...form.getInputProps("samplesAnHour")}
            label="Samples of a model and hour"
            description="Drawn by a keyed hash: every event has the same chance."
            min={1}
            max={1000}
            allowDecimal={false}
          />
          <NumberInput
            {...form.getInputProps("sampleDays")}
            label="Days they are kept"
            description="Then they are deleted."
            min={1}
            max={90}
            allowDecimal={false}
          />
        </FormRow>
      )}
    </FormShell>
  );
}

function SwitchOn({ settings }: { settings: TelemetrySettingsDto }) {
  const [asking, setAsking] = useState(false);
  const save = useSave();
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Switch sampling on
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title="Keep raw events"
        confirmLabel="Switch sampling on"
        danger
        typeToConfirm={SENTENCE}
        onConfirm={() => save({ ...inputOf(settings), sampling: true }, "Sampling is on.")}
      >
        From now on up to {numberWords(settings.samplesAnHour)} events of each model and hour are kept for{" "}
        {numberWords(settings.sampleDays)} days, with their prompts and features as they were sent. These may hold
        personal data and trade secrets. They are sealed, clients stay keyed hashes, and every opening is an entry of
        the audit trail.
      </ConfirmDialog>
    </>
  );
}

function SwitchOff({ settings }: { settings: TelemetrySettingsDto }) {
  const [asking, setAsking] = useState(false);
  const save = useSave();
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Switch sampling off
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title="Switch sampling off"
        confirmLabel="Delete all samples"
        danger
        onConfirm={() => save({ ...inputOf(settings), sampling: false }, "Sampling is off. All samples were deleted.")}
      >
        All samples of all models are deleted at once and cannot be brought back. Windows, charts and alerts stay.
      </ConfirmDialog>
    </>
  );
}

/** Whether raw events are kept: off unless somebody switches it on, with a typed confirmation. */
export function SamplingSection({ settings }: { settings: TelemetrySettingsDto }) {
  const { sampling, samplesAnHour, sampleDays, abilities } = settings;
  return (
    <section aria-labelledby="telemetry-sampling" className="mk-settings-narrow">
      <div className="mk-settings-head">
        <h2 id="telemetry-sampling">Sampling</h2>
        <StateBadge tone={sampling ? "amber" : "green"}>{sampling ? "On" : "Off"}</StateBadge>
      </div>
      <p className="mk-settings-help">
        {sampling
          ? `Up to ${numberWords(samplesAnHour)} events of each model and hour are kept for ${numberWords(sampleDays)} days, with prompts and features, sealed. Administrators and security leads open them on the page of the model; each opening is an entry of the audit trail.`
          : "No prompt, no answer and no row of features is kept: events are counted and forgotten. Sampling keeps a few of them, so that people can look at what a model was asked."}
      </p>
      {abilities.edit ? (
        <div className="mk-stack">
          {sampling ? <AmountForm settings={settings} /> : null}
          <div>{sampling ? <SwitchOff settings={settings} /> : <SwitchOn settings={settings} />}</div>
        </div>
      ) : null}
    </section>
  );
}
