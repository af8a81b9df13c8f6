"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame.tsx";
import { momentWords } from "@/components/charts/chart-time.ts";
import { drawHeat } from "@/components/charts/heat-cells.ts";
import { HeatLegend, HeatMatrix } from "@/components/charts/heat-matrix.tsx";
import { useTimePlace } from "@/components/charts/time-scope.tsx";
import { TermDefinition } from "@/components/ui/term-definition.tsx";
import type { DriftMatrix, Telemetry } from "@/lib/telemetry/schema.ts";
import { hatchedWords, heatRows, marksOf, scaleEnd, slowFeatures, storyTitles } from "./telemetry-words.ts";

const FIRST_ROWS = 12;

interface DriftSectionProps {
  telemetry: Telemetry;
  cell: { series: string; at: number } | null;
  onSelect: (cell: { series: string; at: number }) => void;
}

function note({ drift, reference }: Telemetry) {
  if (reference === null) return "there is no reference to compare with yet";
  return (
    <>
      <TermDefinition definition="Jensen-Shannon distance: how far two distributions lie apart, from 0 (the same) to 1 (nothing in common).">
        Distance
      </TermDefinition>{" "}
      to the reference, {drift.rows.length === 0 ? "no feature yet" : "feature by time"}
    </>
  );
}

/** Every cell of the matrix as a row: feature, window, verdict, distance, probability, count. */
function cellTable({ rows, columns }: DriftMatrix, zone: string) {
  return {
    columns: [
      "Feature",
      "Window",
      "Verdict",
      "Distance",
      "Adjusted p",
      "n",
      "Beside the last weeks",
      "Distance to the last weeks",
    ],
    rows: rows.flatMap(({ feature, cells }) =>
      cells.map((cell, place) => [
        feature,
        momentWords(columns[place] ?? 0, zone),
        cell.status.replaceAll("_", " "),
        cell.effect,
        cell.p,
        cell.n,
        cell.story === null ? null : storyTitles[cell.story],
        cell.rolling,
      ]),
    ),
  };
}

/** Which features drift, and when: the matrix, its scale, and more rows on demand. */
export function DriftSection({ telemetry, cell, onSelect }: DriftSectionProps) {
  const { drift, annotations } = telemetry;
  const { zone } = useTimePlace();
  const [all, setAll] = useState(false);
  const rows = heatRows(drift);
  const slow = slowFeatures(drift);
  const shown = all ? rows : rows.slice(0, FIRST_ROWS);
  return (
    <ChartFrame
      title="Which features drift, and when?"
      heading="h2"
      note={note(telemetry)}
      table={() => cellTable(drift, zone)}
      picture={() => drawHeat(shown)}
    >
      {rows.length === 0 ? (
        <p className="mk-chart-empty mk-drift-empty">
          No feature was seen in this range. Events may carry features by name; see how under Connect.
        </p>
      ) : (
        <>
          {slow.length === 0 ? null : (
            <p className="mk-drift-slow">
              <strong>Slow change: {slow.slice(0, 5).join(", ")}</strong>
              {slow.length > 5 ? ` and ${slow.length - 5} more` : ""}. Far from the frozen reference, near the last two
              weeks, and it crept there: look whether somebody poisons what the model learns from.
            </p>
          )}
          <HeatMatrix
            label="Drift of features over time"
            rows={shown}
            columns={drift.columns}
            stepMs={drift.stepMs}
            selected={cell === null ? null : { row: cell.series, at: cell.at }}
            onSelect={({ row, at }) => onSelect({ series: row, at })}
            marks={marksOf(annotations)}
          />
          <HeatLegend
            least="0"
            most={`${scaleEnd(drift.floor)} and more`}
            ring={`drift: at least ${drift.floor} and adjusted p < ${drift.alpha}`}
            none={hatchedWords(drift)}
          />
          {rows.length <= FIRST_ROWS && drift.features <= rows.length ? null : (
            <p className="mk-drift-more mk-3">
              {shown.length} of {drift.features} features, those with the most drift first.{" "}
              {rows.length > FIRST_ROWS ? (
                <Button size="compact-xs" variant="subtle" onClick={() => setAll(!all)}>
                  {all ? "Show fewer" : `Show ${rows.length}`}
                </Button>
              ) : null}
            </p>
          )}
        </>
      )}
    </ChartFrame>
  );
}
