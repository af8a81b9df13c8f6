"use client";

import { Checkbox, Modal, Select, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { FormRow, OptionalLabel } from "@/components/ui/form-field.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { sensitivityLabels } from "@/lib/inventory/rules.ts";
import { Criterion, type OwnCriterion } from "@/lib/lifecycle/policy-schema.ts";
import {
  gateTargets,
  sensitivityOrder,
  targetLabels,
  type GateTarget,
  type SensitivityLevel,
} from "@/lib/lifecycle/rules.ts";
import { z } from "@/lib/zod.ts";

const DialogForm = z.strictObject({
  title: Criterion.shape.title,
  why: Criterion.shape.why,
  source: Criterion.shape.source,
  gates: Criterion.shape.gates,
  evidence: Criterion.shape.evidence,
  from: z.enum(sensitivityOrder),
  blocksFrom: z.enum([...sensitivityOrder, "never"]),
});
type Values = {
  title: string;
  why: string;
  source: string;
  gates: GateTarget[];
  evidence: boolean;
  from: SensitivityLevel;
  blocksFrom: SensitivityLevel | "never";
};

const levels = sensitivityOrder.map((value) => ({
  value,
  label: value === "public" ? "Every model" : `${sensitivityLabels[value]} and above`,
}));

function startOf(criterion: Criterion | null): Values {
  if (criterion === null) {
    return { title: "", why: "", source: "", gates: [], evidence: true, from: "public", blocksFrom: "public" };
  }
  const { title, why, source, gates, evidence, applies, blocks } = criterion;
  return {
    title,
    why,
    source,
    gates,
    evidence,
    from: applies.sensitivityFrom ?? "public",
    blocksFrom: blocks === null ? "never" : (blocks.sensitivityFrom ?? "public"),
  };
}

const slugOf = (title: string): string =>
  `own.${
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 70) || "criterion"
  }`;

/** An id for a new criterion that none has. */
export function freeId(title: string, taken: ReadonlySet<string>): string {
  const id = slugOf(title);
  for (let number = 2; ; number += 1) {
    const candidate = number === 2 ? id : `${id}-${number - 1}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function Wording({ form }: { form: UseFormReturnType<Values> }) {
  return (
    <>
      <TextInput label="What must be so" data-autofocus {...form.getInputProps("title")} />
      <Textarea
        label={<OptionalLabel>Why it matters</OptionalLabel>}
        autosize
        minRows={2}
        maxRows={6}
        {...form.getInputProps("why")}
      />
      <TextInput
        label={<OptionalLabel>Where the demand comes from</OptionalLabel>}
        placeholder="House rule 7"
        {...form.getInputProps("source")}
      />
      <Checkbox.Group label="At the gates to" data-path="gates" {...form.getInputProps("gates")}>
        <div className="mk-choices">
          {gateTargets.map((gate) => (
            <Checkbox key={gate} value={gate} label={targetLabels[gate]} />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox label="Attesting it takes evidence" {...form.getInputProps("evidence", { type: "checkbox" })} />
    </>
  );
}

interface CriterionDialogProps {
  /** Null for a new one of the organization's own. */
  criterion: Criterion | null;
  taken: ReadonlySet<string>;
  onClose: () => void;
  onDone: (criterion: OwnCriterion) => void;
}

/** Changes how strict a criterion is; of the organization's own ones also what it says. */
export function CriterionDialog({ criterion, taken, onClose, onDone }: CriterionDialogProps) {
  const own = criterion === null || criterion.own;
  const done = ({ from, blocksFrom, ...words }: Values): Promise<void> => {
    onDone({
      ...words,
      id: criterion?.id ?? freeId(words.title, taken),
      enabled: criterion?.enabled ?? true,
      applies: from === "public" ? {} : { sensitivityFrom: from },
      blocks: blocksFrom === "never" ? null : blocksFrom === "public" ? {} : { sensitivityFrom: blocksFrom },
    });
    onClose();
    return Promise.resolve();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={criterion === null ? "Add a criterion" : criterion.title}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <FormShell<Values>
        schema={DialogForm}
        initialValues={startOf(criterion)}
        guard={false}
        submitLabel={criterion === null ? "Add criterion" : "Change"}
        onCancel={onClose}
        onSubmit={done}
      >
        {(form) => (
          <>
            {own ? <Wording form={form} /> : <p className="mk-3">{criterion.why}</p>}
            <FormRow>
              <Select label="Applies to" data={levels} allowDeselect={false} {...form.getInputProps("from")} />
              <Select
                label="Blocks for"
                data={[...levels, { value: "never", label: "None: it only advises" }]}
                allowDeselect={false}
                {...form.getInputProps("blocksFrom")}
              />
            </FormRow>
          </>
        )}
      </FormShell>
    </Modal>
  );
}
