"use client";

import { useQuery } from "@tanstack/react-query";
import { numberWords, shareWords } from "@/components/charts/chart-number.ts";
import { Notice } from "@/components/ui/notice.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { SummaryStrip } from "@/components/ui/summary-strip.tsx";
import { telemetryUseQuery } from "@/lib/telemetry/settings/api.ts";
import type { TelemetrySettingsDto, TelemetryUse } from "@/lib/telemetry/settings/schema.ts";

/** From here on new batches wait outside. Seconds. */
const TOO_LONG_S = 60;
const NEAR = 0.8;

const ofQuota = (events: number, quota: number): string => `${shareWords(events / quota)} of the quota`;

function Strip({ use, settings }: { use: TelemetryUse; settings: TelemetrySettingsDto }) {
  const { eventsAMinute, sampling } = settings;
  const waits = use.waiting === 0 ? "none" : `${numberWords(use.oldestSeconds)} s`;
  return (
    <SummaryStrip
      cells={[
        {
          label: "Records in the last minute",
          value: numberWords(use.lastMinute),
          note: ofQuota(use.lastMinute, eventsAMinute),
        },
        { label: "Records in the last hour", value: numberWords(use.lastHour), note: "all doors together" },
        {
          label: "Busiest minute of the last day",
          value: numberWords(use.busiestMinute),
          note: ofQuota(use.busiestMinute, eventsAMinute),
        },
        {
          label: "Oldest batch that waits",
          value: waits,
          note: `${numberWords(use.waiting)} ${use.waiting === 1 ? "batch waits" : "batches wait"} to be counted`,
        },
        { label: "Samples kept now", value: numberWords(use.samples), note: sampling ? "sealed" : "sampling is off" },
      ]}
    />
  );
}

/** How much comes against the quota, and how long it waits to be counted. */
export function UseSection({ settings }: { settings: TelemetrySettingsDto }) {
  const use = useQuery(telemetryUseQuery());
  return (
    <section aria-labelledby="telemetry-use">
      <div className="mk-settings-head">
        <h2 id="telemetry-use">What comes in</h2>
      </div>
      {use.isError ? <ProblemPanel error={use.error} onRetry={() => void use.refetch()} /> : null}
      {use.data === undefined && !use.isError ? <TextSkeleton lines={2} /> : null}
      {use.data === undefined ? null : (
        <div className="mk-stack">
          <Strip use={use.data} settings={settings} />
          {use.data.oldestSeconds > TOO_LONG_S ? (
            <Notice tone="amber" title="Batches wait longer than a minute">
              New ones are answered 429 with a time to try again, until the worker has caught up. Nothing that was
              accepted is lost.
            </Notice>
          ) : null}
          {use.data.busiestMinute > settings.eventsAMinute * NEAR ? (
            <Notice tone="amber" title="The quota was nearly used up">
              What comes above it is answered 429 and has to be sent again.
            </Notice>
          ) : null}
        </div>
      )}
    </section>
  );
}
