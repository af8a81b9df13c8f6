"use client";

import { Select } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { numberWords, valueWords } from "@/components/charts/chart-number.ts";
import { DistributionChart } from "@/components/charts/distribution-chart.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { Section } from "@/components/ui/section.tsx";
import { Bone, TextSkeleton } from "@/components/ui/skeletons.tsx";
import { distributionQuery, pointsQuery } from "@/lib/telemetry/api.ts";
import type { Points, Telemetry } from "@/lib/telemetry/schema.ts";
import { Statistics } from "./cell-panel.tsx";
import type { TelemetryPlace } from "./telemetry-place.ts";
import type { ChangePlace } from "./use-telemetry-place.ts";

const hourMs = 3_600_000;

/** What is set side by side in numbers, and which line of each. */
const quantities = [
  { id: "traffic:requests", line: "all", label: "Requests per hour" },
  { id: "measure:latency", line: "p95", label: "Latency, 95th percentile" },
  { id: "traffic:errors", line: "all", label: "Errors" },
  { id: "measure:confidence", line: "mean", label: "Confidence" },
  { id: "traffic:accuracy", line: "all", label: "Accuracy" },
] as const;

interface CompareProps {
  telemetry: Telemetry;
  place: TelemetryPlace;
  onChange: ChangePlace;
}

/** By how much the first is more than the second, with its sign; nothing where one is not known. */
function differenceWords(left: number | null, right: number | null): string {
  if (left === null || right === null) return "–";
  if (left === right) return "none";
  return `${left > right ? "+" : "−"}${valueWords(Math.abs(left - right))}`;
}

/** The mean of the windows of a line; null when nothing was measured. */
function meanOf(points: Points | undefined, line: string): number | null {
  const found = points?.lines.find(({ id }) => id === line) ?? points?.lines[0];
  const values = (found?.points ?? []).flatMap(([, value]) => (value === null ? [] : [value]));
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function Numbers({ telemetry, place, versions }: Omit<CompareProps, "onChange"> & { versions: [string, string] }) {
  const shown = quantities.filter(({ id }) => telemetry.series.some((series) => series.id === id));
  const ask = (series: string, version: string) =>
    pointsQuery({ id: telemetry.model.slug, series, ...place.range, version });
  const found = useQueries({
    queries: shown.flatMap(({ id }) => versions.map((version) => ask(id, version))),
  });
  const rows = shown.map(({ id, line, label }, index) => {
    const [left, right] = [meanOf(found[2 * index]?.data, line), meanOf(found[2 * index + 1]?.data, line)];
    const unit = telemetry.series.find((series) => series.id === id)?.unit ?? "";
    return { label: unit === "" || id === "traffic:requests" ? label : `${label}, ${unit}`, left, right };
  });
  const pending = found.some(({ isPending }) => isPending);
  const words = (value: number | null) => (value !== null ? valueWords(value) : pending ? "…" : "not measured");
  return (
    <div className="mk-compare-numbers">
      <table>
        <caption>Means of the windows of this range</caption>
        <thead>
          <tr>
            <th scope="col">Quantity</th>
            {versions.map((version) => (
              <th scope="col" key={version}>
                {version}
              </th>
            ))}
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, left, right }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="mk-num">{words(left)}</td>
              <td className="mk-num">{words(right)}</td>
              <td className="mk-num">{differenceWords(left, right)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Distributions({
  telemetry,
  place,
  versions,
  series,
}: Omit<CompareProps, "onChange"> & { versions: [string, string]; series: string }) {
  const [version, against] = versions;
  const from = Math.floor(telemetry.from / hourMs) * hourMs;
  const to = place.range.to === undefined ? Math.floor(telemetry.to / hourMs) * hourMs + hourMs : telemetry.to;
  const stepMs = Math.max(hourMs, to - from);
  const found = useQuery(distributionQuery({ id: telemetry.model.slug, series, at: from, stepMs, version, against }));
  if (found.isError) return <ProblemPanel error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) {
    return (
      <>
        <TextSkeleton lines={2} />
        <Bone height={196} />
      </>
    );
  }
  const { words, n, referenceN, bars, medianCurrent, medianReference, statistics, series: shown } = found.data;
  const [verdict, ...rest] = words;
  return (
    <>
      <p className="mk-why-say">{verdict}</p>
      {rest.length === 0 ? null : <p className="mk-why-numbers mk-num">{rest.join(" ")}</p>}
      <p className="mk-why-numbers mk-num">
        {numberWords(n)} rows of {version}, {numberWords(referenceN)} of {against}
      </p>
      {bars.length === 0 ? null : (
        <DistributionChart
          title={`${shown.label}, ${version} against ${against}`}
          bars={bars}
          words={{ name: shown.label, current: version, reference: against }}
          medians={{ reference: medianReference, current: medianCurrent }}
        />
      )}
      <Statistics statistics={statistics} />
    </>
  );
}

/** Two versions side by side: numbers, and one column of the input or the output with the test's words. */
export function CompareSection({ telemetry, place, onChange }: CompareProps) {
  const { compare } = place;
  if (compare === null) return null;
  const columns = telemetry.series.filter(({ kind }) => kind === "output" || kind === "feature");
  const first = columns.find(({ kind }) => kind === "output") ?? columns[0];
  const series = columns.find(({ id }) => id === place.quantity) ?? first;
  const others = telemetry.versions.map(({ label }) => label).filter((label) => label !== compare);
  const version = place.range.version ?? others[0];
  if (version === undefined || version === compare) return null;
  const versions: [string, string] = [version, compare];
  return (
    <Section
      title={`How does ${version} differ from ${compare}?`}
      note="the same time, each version by itself"
      action={
        columns.length < 2 ? undefined : (
          <Select
            size="xs"
            w={220}
            aria-label="Compared column"
            searchable
            data={columns.map(({ id, label, kind }) => ({
              value: id,
              label: kind === "output" ? "Prediction" : label,
            }))}
            value={series?.id ?? null}
            allowDeselect={false}
            onChange={(value) => onChange({ quantity: value })}
          />
        )
      }
    >
      <div className="mk-compare">
        <Numbers telemetry={telemetry} place={place} versions={versions} />
        <div>
          {series === undefined ? (
            <p className="mk-2">Neither version sent features or predictions in this range.</p>
          ) : (
            <Distributions telemetry={telemetry} place={place} versions={versions} series={series.id} />
          )}
        </div>
      </div>
    </Section>
  );
}
