"use client";

import "./register.css";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import type { ThreatSettingsDto } from "@/lib/threats/settings/schema.ts";

type Rating = { likelihood: number | null; impact: number | null };

interface MatrixPickerProps {
  /** What is rated: "Without mitigations". */
  label: string;
  matrix: ThreatSettingsDto["matrix"];
  value: Rating;
  onChange: ((rating: { likelihood: number; impact: number }) => void) | undefined;
}

const LEVELS = [5, 4, 3, 2, 1] as const;

/** Likelihood by impact, five by five: each cell says what severity it is; the chosen one is marked. */
export function MatrixPicker({ label, matrix, value, onChange }: MatrixPickerProps) {
  const cell = (likelihood: number, impact: number) => {
    const severity = [...(matrix.severity[likelihood - 1] ?? [])][impact - 1] ?? "low";
    const chosen = value.likelihood === likelihood && value.impact === impact;
    const words = `${matrix.likelihood[likelihood - 1] ?? ""}, ${matrix.impact[impact - 1] ?? ""}: ${severity}`;
    return (
      <td key={impact}>
        <button
          type="button"
          aria-pressed={chosen}
          aria-label={words}
          title={words}
          data-level={severity}
          disabled={onChange === undefined}
          onClick={() => onChange?.({ likelihood, impact })}
        >
          <SeverityMark level={severity}>{""}</SeverityMark>
        </button>
      </td>
    );
  };
  return (
    <table className="mk-rating-matrix">
      <caption>{label}</caption>
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
          {matrix.impact.map((word) => (
            <th key={word} scope="col">
              {word}
            </th>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}
