"use client";

import { NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import type { ReactNode } from "react";
import { OptionalLabel } from "@/components/ui/form-field.tsx";
import type { FactField } from "@/lib/inventory/assets/field-rules.ts";
import type { AssetFactsOf } from "@/lib/inventory/assets/facts-schema.ts";
import type { AssetFormValues } from "./asset-form.ts";
import { columnsOf, columnsText } from "./columns-text.ts";

export type AssetForm = UseFormReturnType<AssetFormValues>;
type Columns = AssetFactsOf<"dataset_version">["columns"];

interface FactInputProps {
  form: AssetForm;
  field: FactField;
  /** Told of each change, besides the form. */
  onText?: (text: string) => void;
}

function firstErrorUnder(form: AssetForm, path: string): ReactNode {
  const found = Object.entries(form.errors).find(([each]) => each === path || each.startsWith(`${path}.`));
  if (found === undefined) return undefined;
  const line = Number(found[0].slice(path.length + 1).split(".")[0]);
  return Number.isNaN(line) || found[0] === path ? (
    found[1]
  ) : (
    <>
      Line {line + 1}: {found[1]}
    </>
  );
}

/** The columns of a dataset version as text, one a line. The text stays as it is written; the form holds what it says. */
function ColumnsInput({ form, shared }: { form: AssetForm; shared: object }) {
  const [text, setText] = useState(() => columnsText((form.getValues().facts["columns"] ?? []) as Columns));
  const error = firstErrorUnder(form, "facts.columns");
  const change = (next: string) => {
    setText(next);
    form.setFieldValue("facts.columns", columnsOf(next));
  };
  return (
    <Textarea
      {...shared}
      autosize
      minRows={4}
      maxRows={16}
      className="mk-columns-input"
      data-path="facts.columns"
      value={text}
      error={error}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

/** One fact of an asset, as its description says. */
export function FactInput({ form, field, onText }: FactInputProps) {
  const path = `facts.${field.name}`;
  const value = form.getValues().facts[field.name];
  const label =
    field.required === true || field.input === "choice" ? field.label : <OptionalLabel>{field.label}</OptionalLabel>;
  const shared = {
    label,
    ...(field.help === undefined ? {} : { description: field.help }),
    ...(field.placeholder === undefined ? {} : { placeholder: field.placeholder }),
  };
  const bound = form.getInputProps(path) as { onChange: (event: unknown) => void; error?: ReactNode };
  const setOrNull = (next: string | number) => form.setFieldValue(path, next === "" ? null : next);
  switch (field.input) {
    case "prose":
      return <Textarea {...shared} autosize minRows={2} maxRows={12} {...bound} />;
    case "choice": {
      const data = Object.entries(field.options ?? {}).map(([id, words]) => ({ value: id, label: words }));
      return <Select {...shared} data={data} allowDeselect={false} {...bound} />;
    }
    case "count":
    case "bytes":
      return (
        <NumberInput
          {...shared}
          {...bound}
          min={0}
          allowDecimal={false}
          thousandSeparator=","
          value={typeof value === "number" ? value : ""}
          onChange={setOrNull}
        />
      );
    case "day":
    case "digest":
      return (
        <TextInput
          {...shared}
          {...bound}
          type={field.input === "day" ? "date" : "text"}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => setOrNull(event.currentTarget.value)}
        />
      );
    case "columns":
      return <ColumnsInput form={form} shared={shared} />;
    default:
      return (
        <TextInput
          {...shared}
          {...bound}
          onChange={(event) => {
            bound.onChange(event);
            onText?.(event.currentTarget.value);
          }}
        />
      );
  }
}
