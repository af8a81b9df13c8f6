"use client";

import { NumberInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { numberWords } from "@/components/charts/chart-number.ts";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { telemetrySettingsQuery, updateTelemetrySettings } from "@/lib/telemetry/settings/api.ts";
import { UpdateTelemetrySettingsInput, type TelemetrySettingsDto } from "@/lib/telemetry/settings/schema.ts";
import { inputOf } from "./input-of.ts";

const labels = {
  pages: "False pages of a model in a month, at most",
  quota: "Records a minute, at most",
  lateness: "Minutes that late records are waited for",
} as const;

function FiguresForm({ settings }: { settings: TelemetrySettingsDto }) {
  const client = useQueryClient();
  const save = async (values: ReturnType<typeof inputOf>) => {
    client.setQueryData(telemetrySettingsQuery().queryKey, await updateTelemetrySettings(values));
    toastDone({ message: "Saved. It holds from the next window and batch on." });
  };
  return (
    <FormShell
      key={settings.version}
      schema={UpdateTelemetrySettingsInput}
      initialValues={inputOf(settings)}
      submitLabel="Save figures"
      onSubmit={save}
    >
      {(form) => (
        <>
          <NumberInput
            {...form.getInputProps("pagesAMonth")}
            label={labels.pages}
            description="The budget of false alarms: how often a model in which nothing changed may wake somebody. All tests of a model share it (its series, drift, clients, content and silence), so a smaller budget finds small changes later."
            min={0.1}
            max={1000}
            step={0.5}
            decimalScale={2}
          />
          <NumberInput
            {...form.getInputProps("eventsAMinute")}
            label={labels.quota}
            description="The quota of the organization over all doors and processes. What comes above it in a minute is answered 429 and has to be sent again. A single batch above it is refused for good (413)."
            min={60}
            max={10_000_000}
            step={1000}
            thousandSeparator=","
            allowDecimal={false}
          />
          <NumberInput
            {...form.getInputProps("latenessMinutes")}
            label={labels.lateness}
            description="A window is judged this long after its end. What comes later is counted in its own window, as late, and the window is judged again. Longer waiting means later alerts."
            min={0}
            max={1440}
            allowDecimal={false}
          />
        </>
      )}
    </FormShell>
  );
}

/** The false-alarm budget, the quota and the lateness, each with what it means. */
export function FiguresSection({ settings }: { settings: TelemetrySettingsDto }) {
  return (
    <section aria-labelledby="telemetry-figures" className="mk-settings-narrow">
      <div className="mk-settings-head">
        <h2 id="telemetry-figures">False alarms, quota, lateness</h2>
      </div>
      {settings.abilities.edit ? (
        <FiguresForm settings={settings} />
      ) : (
        <KeyValueList
          lines
          items={[
            { label: labels.pages, value: numberWords(settings.pagesAMonth) },
            { label: labels.quota, value: numberWords(settings.eventsAMinute) },
            { label: labels.lateness, value: numberWords(settings.latenessMinutes) },
          ]}
        />
      )}
    </section>
  );
}
