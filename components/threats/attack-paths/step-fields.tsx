"use client";

import { Button, MultiSelect, Select, TextInput } from "@mantine/core";
import type { AttackStep } from "@/lib/graph/paths/schema.ts";

const efforts = [
  { value: "0", label: "Nothing of its own" },
  { value: "1", label: "1, little" },
  { value: "2", label: "2" },
  { value: "3", label: "3, some" },
  { value: "4", label: "4" },
  { value: "5", label: "5, very much" },
];

export type Choice = { value: string; label: string };

interface StepFieldsProps {
  number: number;
  step: AttackStep;
  /** The other steps. */
  others: readonly Choice[];
  threats: readonly Choice[];
  onChange: (step: AttackStep) => void;
  /** Missing for the last step there is. */
  onRemove: (() => void) | undefined;
}

/** One step of an attack path: its words, what it takes, and what comes before it. */
export function StepFields({ number, step, others, threats, onChange, onRemove }: StepFieldsProps) {
  const of = `Step ${String(number)}`;
  return (
    <fieldset className="mk-path-step">
      <legend>{of}</legend>
      <TextInput
        label="What is done"
        value={step.title}
        onChange={(event) => onChange({ ...step, title: event.currentTarget.value })}
      />
      <div className="mk-path-step-row">
        <Select
          label="Effort"
          data={efforts}
          value={String(step.effort)}
          onChange={(value) => onChange({ ...step, effort: Number(value ?? step.effort) })}
          allowDeselect={false}
        />
        <Select
          label="Threat that is used"
          placeholder="None, in words only"
          data={[...threats]}
          value={step.threatId}
          onChange={(threatId) => onChange({ ...step, threatId })}
          clearable
          searchable
          clearButtonProps={{ "aria-label": "Use no threat" }}
        />
      </div>
      <div className="mk-path-step-row">
        <MultiSelect
          label="Comes after"
          data={[...others]}
          value={step.after}
          onChange={(after) => onChange({ ...step, after })}
          clearable
          clearButtonProps={{ "aria-label": "Comes after nothing" }}
        />
        <Select
          label="Needs"
          data={[
            { value: "all", label: "All of them" },
            { value: "any", label: "Any one of them" },
          ]}
          value={step.needs}
          onChange={(needs) => onChange({ ...step, needs: needs === "any" ? "any" : "all" })}
          allowDeselect={false}
        />
      </div>
      {onRemove === undefined ? null : (
        <div>
          <Button variant="default" size="xs" onClick={onRemove} aria-label={`Remove ${of.toLowerCase()}`}>
            Remove step
          </Button>
        </div>
      )}
    </fieldset>
  );
}
