"use client";

import { NumberInput, Select, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { FormRow, FormSection, OptionalLabel } from "@/components/ui/form-field.tsx";
import { burnWords, ruleResolutions, ruleWindows, watchedNames, watchedWords } from "@/lib/alerts/rules.ts";
import type { RuleDto } from "@/lib/alerts/schema-rules.ts";
import { ModelChoice } from "./model-choice.tsx";
import { burnLevels, canBurn, newRule, type RuleValues } from "./rule-form.ts";
import { capital, severityChoices } from "./severity-choices.ts";

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

/** With an objective the levels are fixed; without one again they are the person's. */
function aim(form: FieldsProps["form"], value: number | string): void {
  const before = form.getValues().objective;
  form.setFieldValue("objective", typeof value === "number" ? value : "");
  if ((before === "") === (typeof value !== "number")) return;
  const { condition } = newRule;
  if (before === "" && form.getValues().severity === newRule.severity) form.setFieldValue("severity", "high");
  form.setFieldValue("condition", { ...form.getValues().condition, ...(before === "" ? burnLevels : condition) });
}

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
          onChange={(value: number | string) => aim(form, value)}
          label={<OptionalLabel>Objective</OptionalLabel>}
          description="Such as 99.9 % without errors. It then fires by how fast the rest is used up, in windows of 5 minutes."
          suffix=" %"
          placeholder="%"
          disabled={fixed}
        />
      ) : null}
    </FormSection>
  );
}

const hasBurns = ({ watches, objective, condition }: RuleValues): boolean =>
  objective !== "" && canBurn(watches, condition.direction);

function Burns() {
  return (
    <FormSection title="When it fires" help="The limits are those of the Site Reliability Workbook for 30 days.">
      <ul className="mk-alert-burns">
        {(["fast", "slow"] as const).map((part) => (
          <li key={part}>
            <strong>{capital(burnWords[part][0])}</strong>: used up {burnWords[part][1]}.
          </li>
        ))}
      </ul>
    </FormSection>
  );
}

function Levels({ form }: Pick<FieldsProps, "form">) {
  if (hasBurns(form.values)) return <Burns />;
  const unit = watchedWords[form.values.watches][1];
  return (
    <FormSection title="When it fires">
      <Select
        {...form.getInputProps("condition.direction")}
        label="Fires when it is"
        data={directions}
        allowDeselect={false}
      />
      <FormRow>
        <NumberInput
          {...form.getInputProps("condition.fire")}
          label="Starts beyond"
          suffix={unit}
          placeholder={unit.trim()}
        />
        <NumberInput
          {...form.getInputProps("condition.clear")}
          label="Ends when back within"
          suffix={unit}
          placeholder={unit.trim()}
        />
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

function Severities({ form }: Pick<FieldsProps, "form">) {
  const one = { data: severityChoices, allowDeselect: false };
  if (!hasBurns(form.values))
    return <Select {...form.getInputProps("severity")} label="Severity of its alerts" {...one} />;
  return (
    <FormRow>
      <Select
        {...form.getInputProps("severity")}
        label="Severity of a fast burn"
        description="Somebody has to look now."
        {...one}
      />
      <Select
        {...form.getInputProps("slowSeverity")}
        label="Severity of a slow burn"
        description="Somebody has to look this week."
        {...one}
      />
    </FormRow>
  );
}

function Telling({ form }: Pick<FieldsProps, "form">) {
  return (
    <FormSection title="How it tells">
      <Severities form={form} />
      <FormRow>
        <NumberInput
          {...form.getInputProps("condition.noDataMinutes")}
          label={<OptionalLabel>Say when no data came for</OptionalLabel>}
          suffix=" minutes"
          placeholder="minutes"
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
