"use client";

import { Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { ReactNode } from "react";
import { DocumentsInput } from "@/components/assets/documents-input.tsx";
import { CustomInputs } from "@/components/fields/custom-inputs.tsx";
import { FormRow, FormSection, OptionalLabel } from "@/components/ui/form-field.tsx";
import { kindLabels, sensitivityLabels, stageLabels } from "@/lib/inventory/rules.ts";
import type { CustomValues } from "@/lib/fields/schema.ts";
import type { DocumentLink } from "@/lib/inventory/documents-schema.ts";
import type { LifecycleStage, ModelField, ModelKind, Sensitivity } from "@/lib/inventory/schema.ts";
import { OwnerField } from "./owner-field.tsx";

export type ModelFormValues = {
  name: string;
  description: string;
  purpose: string;
  ownerId: string | null;
  team: string;
  provider: string;
  kind: ModelKind | null;
  tasks: string[];
  licence: string;
  sensitivity: Sensitivity;
  stage: LifecycleStage;
  tags: string[];
  /** Left out where an import fills the form in: it states neither. */
  documents?: DocumentLink[];
  custom?: CustomValues;
};

type Form = Pick<UseFormReturnType<ModelFormValues>, "getInputProps" | "getValues" | "setFieldValue" | "errors">;

type FieldsProps = {
  form: Form;
  /** Under the name: the address of a new model. */
  address?: ReactNode;
  /** Beside each label: where its value comes from. */
  origin?: (field: ModelField) => ReactNode;
};

const optionsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

function Additions({ form }: { form: Form }) {
  const { documents, custom } = form.getValues();
  if (documents === undefined || custom === undefined) return null;
  return (
    <>
      <FormSection title="Documents" help="Contracts, reviews, reports: where they are kept.">
        <DocumentsInput
          documents={documents}
          onChange={(next) => form.setFieldValue("documents", next)}
          errors={form.errors}
        />
      </FormSection>
      <CustomInputs
        type="model"
        values={custom}
        onChange={(next) => form.setFieldValue("custom", next)}
        errors={form.errors}
      />
    </>
  );
}

/** Every field of a model, in the order in which people think of them. */
export function ModelFields({ form, address, origin }: FieldsProps) {
  const label = (field: ModelField, text: string, optional = false) => (
    <>
      {optional ? <OptionalLabel>{text}</OptionalLabel> : text}
      {origin === undefined ? null : <> {origin(field)}</>}
    </>
  );
  return (
    <>
      <FormSection title="What it is">
        <TextInput label={label("name", "Name")} maxLength={200} data-autofocus {...form.getInputProps("name")} />
        {address}
        <FormRow>
          <Select
            label={label("kind", "Kind")}
            placeholder="Choose"
            data={optionsOf(kindLabels)}
            allowDeselect={false}
            {...form.getInputProps("kind")}
          />
          <TextInput
            label={label("provider", "Provider", true)}
            description="Who made it: a company, a lab, or yourselves"
            {...form.getInputProps("provider")}
          />
        </FormRow>
        <Textarea
          label={label("description", "Description", true)}
          description="What it is and does. Markdown is shown as formatted text."
          autosize
          minRows={3}
          maxRows={12}
          {...form.getInputProps("description")}
        />
        <Textarea
          label={label("purpose", "Purpose", true)}
          description="What it is meant to be used for, and by whom"
          autosize
          minRows={2}
          maxRows={12}
          {...form.getInputProps("purpose")}
        />
        <FormRow>
          <TagsInput
            label={label("tasks", "Tasks", true)}
            description="Such as text-classification; Enter after each"
            {...form.getInputProps("tasks")}
          />
          <TextInput
            label={label("licence", "Licence", true)}
            description="As an SPDX identifier where there is one"
            placeholder="Apache-2.0"
            {...form.getInputProps("licence")}
          />
        </FormRow>
      </FormSection>
      <FormSection title="Who answers for it, and how it is handled">
        <FormRow>
          <OwnerField label={label("ownerId", "Owner", true)} bound={form.getInputProps("ownerId")} />
          <TextInput
            label={label("team", "Team", true)}
            description="The team that runs it"
            {...form.getInputProps("team")}
          />
        </FormRow>
        <FormRow>
          <Select
            label={label("sensitivity", "Sensitivity")}
            description="Of the model and the data it handles"
            data={optionsOf(sensitivityLabels)}
            allowDeselect={false}
            {...form.getInputProps("sensitivity")}
          />
          <Select
            label={label("stage", "Lifecycle stage")}
            description="Where in its life the model is today"
            data={optionsOf(stageLabels)}
            allowDeselect={false}
            {...form.getInputProps("stage")}
          />
        </FormRow>
        <TagsInput
          label={label("tags", "Tags", true)}
          description="Free words to find it by"
          {...form.getInputProps("tags")}
        />
      </FormSection>
      <Additions form={form} />
    </>
  );
}
