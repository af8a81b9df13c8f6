"use client";

import "./assets.css";
import { Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ReactNode } from "react";
import { CustomInputs } from "@/components/fields/custom-inputs.tsx";
import { OwnerField } from "@/components/inventory/owner-field.tsx";
import { FormRow, FormSection, OptionalLabel } from "@/components/ui/form-field.tsx";
import { assetSections, type FactField } from "@/lib/inventory/assets/field-rules.ts";
import type { LinkInput, NodeDto } from "@/lib/inventory/assets/schema.ts";
import { sensitivityLabels } from "@/lib/inventory/rules.ts";
import { DocumentsInput } from "./documents-input.tsx";
import { FactInput, type AssetForm } from "./fact-input.tsx";
import { kindWords } from "./kind-words.ts";
import { LinksInput, statedBy } from "./links-input.tsx";

const sensitivities = Object.entries(sensitivityLabels).map(([value, label]) => ({ value, label }));
const isWide = ({ input }: FactField): boolean => input === "prose" || input === "columns" || input === "digest";

/** Short fields in pairs, long ones on a line of their own, in their order. */
function fieldRows(fields: readonly FactField[]): FactField[][] {
  const rows: FactField[][] = [];
  for (const field of fields) {
    const last = rows.at(-1);
    const [first] = last ?? [];
    if (last?.length === 1 && first !== undefined && !isWide(first) && !isWide(field)) last.push(field);
    else rows.push([field]);
  }
  return rows;
}

function FactSections({ form, onLabel }: { form: AssetForm; onLabel: (label: string) => void }) {
  const { kind } = form.getValues();
  return assetSections[kind].map(({ title, fields }) => (
    <FormSection key={title} title={title}>
      {fieldRows(fields).map((row) => {
        const inputs = row.map((field) => (
          <FactInput
            key={field.name}
            form={form}
            field={field}
            {...(kind === "dataset_version" && field.name === "label" ? { onText: onLabel } : {})}
          />
        ));
        return row.length === 1 ? inputs : <FormRow key={row[0]?.name}>{inputs}</FormRow>;
      })}
    </FormSection>
  ));
}

function Links({ form, known, ownId }: { form: AssetForm; known: readonly NodeDto[]; ownId?: string | undefined }) {
  const [found, setFound] = useState<readonly NodeDto[]>([]);
  const { kind, links } = form.getValues();
  if (statedBy(kind).length === 0) return null;
  const nodes = new Map([...known, ...found].map((node) => [node.id, node]));
  const set = (next: LinkInput[]) => {
    form.clearErrors();
    form.setFieldValue("links", next);
  };
  return (
    <FormSection
      title="How it belongs together"
      help="What it is made of, runs or depends on. This is what answers who is affected when something is wrong."
    >
      <LinksInput
        owner={kind}
        ownId={ownId}
        links={links}
        nodes={nodes}
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

interface AssetFieldsProps {
  form: AssetForm;
  /** Under the name: the address of a new asset. */
  address?: ReactNode;
  /** The dataset of a version, which the version is named after. */
  parentName?: string | undefined;
  /** What the links of the record point at. */
  known?: readonly NodeDto[];
  ownId?: string;
}

function NameFields({ form, address, isVersion }: { form: AssetForm; address: ReactNode; isVersion: boolean }) {
  const { one } = kindWords(form.getValues().kind);
  return (
    <FormSection title="What it is">
      {isVersion ? null : <TextInput label="Name" maxLength={200} data-autofocus {...form.getInputProps("name")} />}
      {address}
      <Textarea
        label={<OptionalLabel>Description</OptionalLabel>}
        description={`What this ${one} is, in two sentences. Markdown is shown as formatted text.`}
        autosize
        minRows={3}
        maxRows={12}
        {...form.getInputProps("description")}
      />
    </FormSection>
  );
}

/** Every field of an asset, in the order in which people think of them; its facts as the table of its kind says. */
export function AssetFields({ form, address, parentName, known = [], ownId }: AssetFieldsProps) {
  const { kind, facts, name, custom, documents } = form.getValues();
  const isVersion = kind === "dataset_version";
  const follow = (label: string) => {
    const before = `${parentName ?? ""} ${typeof facts["label"] === "string" ? facts["label"] : ""}`.trim();
    if (name === "" || name === before) form.setFieldValue("name", `${parentName ?? ""} ${label}`.trim().slice(0, 200));
  };
  const head = <NameFields form={form} address={address} isVersion={isVersion} />;
  return (
    <>
      {isVersion ? null : head}
      <FactSections form={form} onLabel={follow} />
      {isVersion ? head : null}
      <FormSection title="Who answers for it, and how it is handled">
        <FormRow>
          <OwnerField label={<OptionalLabel>Owner</OptionalLabel>} bound={form.getInputProps("ownerId")} />
          <TextInput
            label={<OptionalLabel>Team</OptionalLabel>}
            description="The team that runs it"
            {...form.getInputProps("team")}
          />
        </FormRow>
        <FormRow>
          <Select
            label="Sensitivity"
            description="Of it and the data it handles"
            data={sensitivities}
            allowDeselect={false}
            {...form.getInputProps("sensitivity")}
          />
          <TagsInput
            label={<OptionalLabel>Tags</OptionalLabel>}
            description="Free words; Enter after each"
            {...form.getInputProps("tags")}
          />
        </FormRow>
      </FormSection>
      <Links form={form} known={known} ownId={ownId} />
      <FormSection title="Documents" help="Contracts, data sheets, assessments: where they are kept.">
        <DocumentsInput
          documents={documents}
          onChange={(next) => form.setFieldValue("documents", next)}
          errors={form.errors}
        />
      </FormSection>
      <CustomInputs
        type={kind}
        values={custom}
        onChange={(next) => form.setFieldValue("custom", next)}
        errors={form.errors}
      />
    </>
  );
}
