"use client";

import "./register.css";
import { Button, NumberInput, Select, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { Section } from "@/components/ui/section.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { severities, type Severity } from "@/lib/knowledge/severity.ts";
import { threatSettingsQuery, updateThreatSettings } from "@/lib/threats/settings/api.ts";
import type { ThreatSettingsDto } from "@/lib/threats/settings/schema.ts";
import { ThreatPacks } from "./threat-packs.tsx";

type Matrix = ThreatSettingsDto["matrix"];
type Axis = "likelihood" | "impact";

const LEVELS = [5, 4, 3, 2, 1] as const;
const choices = severities.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));

const axisWith = (words: readonly string[], index: number, word: string) =>
  words.map((each, at) => (at === index ? word : each)) as unknown as Matrix[Axis];

const gridWith = (matrix: Matrix, place: { likelihood: number; impact: number }, severity: Severity) =>
  matrix.severity.map((row, at) =>
    at === place.likelihood - 1 ? row.map((each, column) => (column === place.impact - 1 ? severity : each)) : row,
  ) as unknown as Matrix["severity"];

interface GridProps {
  matrix: Matrix;
  edit: boolean;
  onChange: (matrix: Matrix) => void;
}

function Words({ matrix, edit, onChange, axis }: GridProps & { axis: Axis }) {
  const label = axis === "likelihood" ? "Likelihood" : "Impact";
  return (
    <fieldset className="mk-matrix-words">
      <legend>{label}, from least to most</legend>
      {matrix[axis].map((word, index) => (
        <TextInput
          key={index}
          aria-label={`${label} ${index + 1}`}
          value={word}
          maxLength={40}
          readOnly={!edit}
          onChange={(event) =>
            onChange({ ...matrix, [axis]: axisWith(matrix[axis], index, event.currentTarget.value) })
          }
        />
      ))}
    </fieldset>
  );
}

function Grid({ matrix, edit, onChange }: GridProps) {
  const cell = (likelihood: number, impact: number) => {
    const severity = [...(matrix.severity[likelihood - 1] ?? [])][impact - 1] ?? "low";
    const words = `${matrix.likelihood[likelihood - 1] ?? ""}, ${matrix.impact[impact - 1] ?? ""}`;
    return (
      <td key={impact}>
        <Select
          aria-label={words}
          size="xs"
          data={choices}
          value={severity}
          readOnly={!edit}
          allowDeselect={false}
          onChange={(value) =>
            value !== null && onChange({ ...matrix, severity: gridWith(matrix, { likelihood, impact }, value) })
          }
        />
      </td>
    );
  };
  return (
    <div className="mk-rating-matrix-scroll">
      <table className="mk-rating-matrix" data-wide>
        <caption>Severity by likelihood (down) and impact (across)</caption>
        <tbody>
          {LEVELS.map((likelihood) => (
            <tr key={likelihood}>
              <th scope="row">{matrix.likelihood[likelihood - 1]}</th>
              {LEVELS.toReversed().map((impact) => cell(likelihood, impact))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            {matrix.impact.map((word, index) => (
              <th key={index} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function SettingsForm({ settings }: { settings: ThreatSettingsDto }) {
  const client = useQueryClient();
  const [matrix, setMatrix] = useState(settings.matrix);
  const [reviewDays, setReviewDays] = useState(settings.reviewDays);
  const [busy, setBusy] = useState(false);
  const { edit } = settings.abilities;
  const save = async () => {
    setBusy(true);
    try {
      const saved = await updateThreatSettings({ expectedVersion: settings.version, matrix, reviewDays });
      client.setQueryData(threatSettingsQuery().queryKey, saved);
      toastDone({ message: "Saved." });
    } catch (error) {
      toastProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const same = JSON.stringify([matrix, reviewDays]) === JSON.stringify([settings.matrix, settings.reviewDays]);
  return (
    <Section
      title="Risk matrix and review"
      note="Threats that were rated before keep their severity until somebody rates them again"
    >
      <div className="mk-matrix-axes">
        <Words axis="likelihood" matrix={matrix} edit={edit} onChange={setMatrix} />
        <Words axis="impact" matrix={matrix} edit={edit} onChange={setMatrix} />
      </div>
      <Grid matrix={matrix} edit={edit} onChange={setMatrix} />
      <div className="mk-matrix-foot">
        <NumberInput
          label="An approval holds, in days"
          description="A threat model can say otherwise."
          min={1}
          max={1096}
          value={reviewDays}
          readOnly={!edit}
          onChange={(value) => setReviewDays(Number(value))}
        />
        {edit ? (
          <Button loading={busy} disabled={same} onClick={() => void save()}>
            Save
          </Button>
        ) : null}
      </div>
    </Section>
  );
}

/** How the organization rates threats, how long a review holds, and the packs that suggest them. */
export function ThreatSettingsPage() {
  const settings = useQuery(threatSettingsQuery());
  return (
    <div className="mk-page-body">
      {settings.isPending ? <TextSkeleton lines={6} /> : null}
      {settings.isError ? <ProblemPanel error={settings.error} onRetry={() => void settings.refetch()} /> : null}
      {settings.data === undefined ? null : <SettingsForm key={settings.data.version} settings={settings.data} />}
      <ThreatPacks />
    </div>
  );
}
