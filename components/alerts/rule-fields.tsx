"use client";

import { NumberInput, Select, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { FormRow, FormSection, OptionalLabel } from "@/components/ui/form-field.tsx";
import { ruleResolutions, ruleWindows, watchedNames, watchedWords } from "@/lib/alerts/rules.ts";
import type { RuleDto } from "@/lib/alerts/schema-rules.ts";
import { ModelChoice } from "./model-choice.tsx";
import { canBurn, type RuleValues } from "./rule-form.ts";
import { severityChoices } from "./severity-choices.ts";

interface FieldsProps {
  form: UseFormReturnType<RuleValues>;
  /** The rule that is changed; null for a new one. */
  rule: RuleDto | null;
}

const watchedChoices = watchedNames.map((value) => ({ value, label: watchedWords[value][0] }));
const lengths = ruleResolutions.map((value) => ({ value, label: ruleWindows[value].words }));
const directions = [
  { value: "above", label: "Above" },
  { value: "below", label: "Below" },
];

/** What it looks at; of a rule that there is, this stays as it is. */
function Watched({ form, rule }: FieldsProps) {
  const { model, watches, condition } = form.values;
  const fixed = rule !== null;
  return (
    <FormSection title="What it watches" help={fixed ? "To watch something else, add another rule." : undefined}>
      <ModelChoice
        value={model}
        known={rule?.model}
        onChange={(id) => form.setFieldValue("model", id)}
        disabled={fixed}
        error={form.errors["model"]}
      />
      <FormRow>
        <Select
          {...form.getInputProps("watches")}
          label="What"
          data={watchedChoices}
          allowDeselect={false}
          disabled={fixed}
        />
        <Select
          {...form.getInputProps("resolution")}
          label="Length of a window"
          description="History of 5 minutes is kept a week, of an hour 90 days."
          data={lengths}
          allowDeselect={false}
          disabled={fixed}
        />
      </FormRow>
      {canBurn(watches, condition.direction) ? (
        <NumberInput
          {...form.getInputProps("objective")}
          label={<OptionalLabel>Objective</OptionalLabel>}
          description="Such as 99.9 % without errors. Levels then say how many times too fast it is used up."
          suffix=" %"
          disabled={fixed}
        />
      ) : null}
    </FormSection>
  );
}

function Levels({ form }: Pick<FieldsProps, "form">) {
  const { watches, objective, condition } = form.values;
  const burns = objective !== "" && canBurn(watches, condition.direction);
  const unit = burns ? " times" : watchedWords[watches][1];
  return (
    <FormSection title="When it fires">
      <Select
        {...form.getInputProps("condition.direction")}
        label="Fires when it is"
        data={directions}
        allowDeselect={false}
      />
      <FormRow>
        <NumberInput {...form.getInputProps("condition.fire")} label="Starts beyond" suffix={unit} />
        <NumberInput {...form.getInputProps("condition.clear")} label="Ends when back within" suffix={unit} />
        <NumberInput
          {...form.getInputProps("condition.windows")}
          label="Windows in a row to start"
          min={1}
          max={100}
          allowDecimal={false}
        />
        <NumberInput
          {...form.getInputProps("condition.clearWindows")}
          label="Windows in a row to end"
          min={1}
          max={100}
          allowDecimal={false}
        />
      </FormRow>
    </FormSection>
  );
}

function Telling({ form }: Pick<FieldsProps, "form">) {
  return (
    <FormSection title="How it tells">
      <Select
        {...form.getInputProps("severity")}
        label="Severity of its alerts"
        data={severityChoices}
        allowDeselect={false}
      />
      <FormRow>
        <NumberInput
          {...form.getInputProps("condition.noDataMinutes")}
          label={<OptionalLabel>Say when no data came for</OptionalLabel>}
          suffix=" minutes"
          allowDecimal={false}
        />
        <NumberInput
          {...form.getInputProps("condition.cooldownMinutes")}
          label="Rest after it ended"
          suffix=" minutes"
          allowDecimal={false}
        />
      </FormRow>
    </FormSection>
  );
}

/** All fields of a rule. */
export function RuleFields({ form, rule }: FieldsProps) {
  return (
    <>
      <TextInput
        {...form.getInputProps("name")}
        label="Name"
        description="It stands in every alert of this rule."
        maxLength={120}
        data-autofocus
      />
      <Watched form={form} rule={rule} />
      <Levels form={form} />
      <Telling form={form} />
    </>
  );
}
