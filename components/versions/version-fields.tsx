"use client";

import { Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import { DocumentsInput } from "@/components/assets/documents-input.tsx";
import { LinksInput } from "@/components/assets/links-input.tsx";
import { CustomInputs } from "@/components/fields/custom-inputs.tsx";
import { FormRow, FormSection, OptionalLabel } from "@/components/ui/form-field.tsx";
import type { LinkInput, NodeDto } from "@/lib/inventory/assets/schema.ts";
import { stageLabels } from "@/lib/inventory/rules.ts";
import { ArtifactsInput } from "./artifacts-input.tsx";
import { MetricsInput } from "./metrics-input.tsx";
import type { VersionFormValues } from "./version-form.ts";

type Form = UseFormReturnType<VersionFormValues>;

interface VersionFieldsProps {
  form: Form;
  /** What the links of the record point at. */
  known?: readonly NodeDto[];
  ownId?: string;
}

function Identity({ form }: { form: Form }) {
  const isNew = form.getValues().label !== undefined;
  return (
    <FormSection title="What it is">
      {isNew ? (
        <FormRow>
          <TextInput
            label="Label"
            description="Such as 2.1.0; it never changes"
            data-autofocus
            {...form.getInputProps("label")}
          />
          <Select
            label="Stage today"
            description="Where it is already; from now on only gates move it"
            data={Object.entries(stageLabels).map(([value, label]) => ({ value, label }))}
            allowDeselect={false}
            {...form.getInputProps("stage")}
          />
        </FormRow>
      ) : null}
      <Textarea
        label={<OptionalLabel>Description</OptionalLabel>}
        description="What is new in it. Markdown is shown as formatted text."
        autosize
        minRows={2}
        maxRows={12}
        {...form.getInputProps("description")}
      />
    </FormSection>
  );
}

function Links({ form, known, ownId }: { form: Form; known: readonly NodeDto[]; ownId: string | undefined }) {
  const [found, setFound] = useState<readonly NodeDto[]>([]);
  const { links } = form.getValues();
  const set = (next: LinkInput[]) => {
    form.clearErrors();
    form.setFieldValue("links", next);
  };
  return (
    <FormSection
      title="What it was made from"
      help="The data it was trained and evaluated on, the model it derives from, and what it depends on."
    >
      <LinksInput
        owner="model_version"
        ownId={ownId}
        links={links}
        nodes={new Map([...known, ...found].map((node) => [node.id, node]))}
        errors={form.errors}
        onAdd={(link, node) => {
          setFound([...found, node]);
          set([...links, link]);
        }}
        onRemove={(link) => set(links.filter((each) => each !== link))}
      />
    </FormSection>
  );
}

function Making({ form }: { form: Form }) {
  const text = (field: string, label: string, description: string) => (
    <TextInput
      label={<OptionalLabel>{label}</OptionalLabel>}
      description={description}
      {...form.getInputProps(`facts.${field}`)}
    />
  );
  return (
    <FormSection title="How it was made">
      <FormRow>
        {text("framework", "Framework", "And its version, such as PyTorch 2.6")}
        {text("architecture", "Architecture", "Or family, such as gradient-boosted trees")}
      </FormRow>
      <FormRow>
        {text("sourceUrl", "Code", "Where the code that made it is")}
        {text("sourceRevision", "Revision", "Of that code, such as a commit")}
      </FormRow>
      {text("trainingRun", "Training run", "Where the run is recorded")}
    </FormSection>
  );
}

function Results({ form }: { form: Form }) {
  return (
    <FormSection title="How good it is, and what when it fails">
      <MetricsInput
        metrics={form.getValues().facts.metrics}
        errors={form.errors}
        onChange={(metrics) => form.setFieldValue("facts.metrics", metrics)}
      />
      <Textarea
        label={<OptionalLabel>Known limits</OptionalLabel>}
        description="Where it does not work, and for whom"
        autosize
        minRows={2}
        maxRows={12}
        {...form.getInputProps("facts.limitations")}
      />
      <TextInput
        label={<OptionalLabel>Version to go back to</OptionalLabel>}
        description="Label of a released version of this model"
        {...form.getInputProps("facts.rollbackTo")}
        value={form.getValues().facts.rollbackTo ?? ""}
        onChange={(event) => {
          const { value } = event.currentTarget;
          form.setFieldValue("facts.rollbackTo", value.trim() === "" ? null : value);
        }}
      />
    </FormSection>
  );
}

/** Every field of a version, in the order in which people think of them. */
export function VersionFields({ form, known = [], ownId }: VersionFieldsProps) {
  const { artifacts, documents, custom } = form.getValues();
  return (
    <>
      <Identity form={form} />
      <FormSection title="Files" help="A gate decides about files. The digest shows that a file is the one approved.">
        <ArtifactsInput
          artifacts={artifacts}
          errors={form.errors}
          onChange={(next) => form.setFieldValue("artifacts", next)}
        />
      </FormSection>
      <Links form={form} known={known} ownId={ownId} />
      <Making form={form} />
      <Results form={form} />
      <FormSection title="Documents and tags">
        <DocumentsInput
          documents={documents}
          errors={form.errors}
          onChange={(next) => form.setFieldValue("documents", next)}
        />
        <TagsInput
          label={<OptionalLabel>Tags</OptionalLabel>}
          description="Free words to find it by; Enter after each"
          {...form.getInputProps("tags")}
        />
      </FormSection>
      <CustomInputs
        type="model_version"
        values={custom}
        errors={form.errors}
        onChange={(next) => form.setFieldValue("custom", next)}
      />
    </>
  );
}
