"use client";

import { NumberInput, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { FormSection, OptionalLabel } from "@/components/ui/form-field.tsx";
import { fieldsQuery } from "@/lib/fields/api.ts";
import type { CustomValues, FieldDto } from "@/lib/fields/schema.ts";
import type { NodeType } from "@/lib/inventory/assets/rules.ts";

type Value = CustomValues[string];

interface CustomInputsProps {
  type: NodeType;
  values: CustomValues;
  onChange: (values: CustomValues) => void;
  /** Errors of the form by path: `custom.<key>`. */
  errors: Readonly<Record<string, ReactNode>>;
}

interface InputProps {
  field: FieldDto;
  value: Value | undefined;
  onChange: (value: Value) => void;
  error: ReactNode;
}

const yesNo = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

const textOf = (value: Value | undefined): string => (typeof value === "string" ? value : "");

function CustomInput({ field, value, onChange, error }: InputProps) {
  const shared = {
    label: <OptionalLabel>{field.label}</OptionalLabel>,
    ...(field.help === "" ? {} : { description: field.help }),
    error,
    "data-path": `custom.${field.key}`,
  };
  switch (field.type) {
    case "number":
      return (
        <NumberInput
          {...shared}
          value={typeof value === "number" ? value : ""}
          onChange={(next) => onChange(typeof next === "number" ? next : null)}
        />
      );
    case "yes_no": {
      const chosen = typeof value === "boolean" ? (value ? "yes" : "no") : null;
      const change = (next: string | null) => onChange(next === null ? null : next === "yes");
      return <Select {...shared} data={yesNo} value={chosen} onChange={change} clearable placeholder="Not stated" />;
    }
    case "choice": {
      const known = textOf(value);
      const data = known === "" || field.choices.includes(known) ? field.choices : [...field.choices, known];
      return (
        <Select
          {...shared}
          data={data}
          value={known === "" ? null : known}
          onChange={onChange}
          clearable
          placeholder="Not stated"
        />
      );
    }
    default:
      return (
        <TextInput
          {...shared}
          type={field.type === "date" ? "date" : "text"}
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value === "" ? null : event.currentTarget.value)}
          {...(field.type === "address" ? { placeholder: "https://" } : {})}
        />
      );
  }
}

/** The values after one of them changed: what is emptied is left out. */
function withValue(values: CustomValues, key: string, value: Value): CustomValues {
  const { [key]: _before, ...others } = values;
  return value === null ? others : { ...others, [key]: value };
}

/** The organization's own fields for this kind of thing, as a section of a form; nothing where there are none. */
export function CustomInputs({ type, values, onChange, errors }: CustomInputsProps) {
  const fields = useQuery(fieldsQuery());
  const asked = (fields.data?.items ?? []).filter(
    ({ state, appliesTo }) => state === "active" && appliesTo.includes(type),
  );
  if (asked.length === 0) return null;
  return (
    <FormSection title="Own fields" help="What your organization records besides.">
      {asked.map((field) => (
        <CustomInput
          key={field.id}
          field={field}
          value={values[field.key]}
          onChange={(value) => onChange(withValue(values, field.key, value))}
          error={errors[`custom.${field.key}`]}
        />
      ))}
    </FormSection>
  );
}
