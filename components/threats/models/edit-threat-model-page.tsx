"use client";

import "./threat-models.css";
import { MultiSelect, NumberInput, TagsInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { OwnerField } from "@/components/inventory/owner-field.tsx";
import { FormSection, OptionalLabel } from "@/components/ui/form-field.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import type { NodeDto } from "@/lib/inventory/assets/schema.ts";
import { sameValue } from "@/lib/inventory/rules.ts";
import { threatModelQuery, updateThreatModel } from "@/lib/threats/api.ts";
import { threatPacksQuery } from "@/lib/threats/packs/api.ts";
import { CreateThreatModelInput, type ThreatModelDto } from "@/lib/threats/schema.ts";
import { z } from "@/lib/zod.ts";
import { AboutSection, askedScope } from "./about-section.tsx";

const { name, description, stage, tags, packs, reviewDays } = CreateThreatModelInput.shape;
const ownerId = z.uuid().nullable();
const Form = z.strictObject({
  name,
  description,
  stage,
  ownerId,
  tags,
  packs,
  reviewDays,
  scope: z.array(z.unknown()),
});

type Fields = Pick<ThreatModelDto, "name" | "description" | "stage" | "tags" | "packs" | "reviewDays">;
type Values = Fields & { ownerId: string | null; scope: NodeDto[] };

function valuesOf(model: ThreatModelDto): Values {
  return {
    name: model.name,
    description: model.description,
    stage: model.stage,
    tags: model.tags,
    packs: model.packs,
    reviewDays: model.reviewDays,
    ownerId: model.owner?.id ?? null,
    scope: model.scope,
  };
}

function changesOf(before: Values, after: Values) {
  const { scope: had, ...then } = before;
  const { scope: has, ...now } = after;
  const fields = Object.entries(now).filter(([field, value]) => !sameValue(value, then[field as keyof typeof then]));
  const moved = !sameValue(askedScope(had), askedScope(has));
  return { ...Object.fromEntries(fields), ...(moved ? { scope: askedScope(has) } : {}) };
}

function Basis({ form }: { form: UseFormReturnType<Values> }) {
  const all = useQuery(threatPacksQuery());
  const choices = (all.data?.items ?? [])
    .filter(({ state }) => state === "active")
    .map((pack) => ({ value: pack.key, label: `${pack.name} · ${pack.threats} threats` }));
  return (
    <FormSection title="What it rests on">
      <MultiSelect
        {...form.getInputProps("packs")}
        label={<OptionalLabel>Own threat packs</OptionalLabel>}
        description="Besides the library that comes with Modelkeep"
        placeholder={choices.length === 0 ? "None was added in the settings yet" : ""}
        data={choices}
      />
      <NumberInput
        {...form.getInputProps("reviewDays")}
        label="An approval holds for"
        suffix=" days"
        min={1}
        max={1096}
      />
    </FormSection>
  );
}

/** Changes what a threat model is called, looks at and rests on. The form works on the version it was opened with. */
export function EditThreatModelPage({ slug }: { slug: string }) {
  const { data } = useSuspenseQuery(threatModelQuery(slug));
  const [base] = useState(data);
  const [start] = useState(() => valuesOf(data));
  const router = useRouter();
  const client = useQueryClient();
  const address = `/threat-models/${slug}`;
  const save = async (values: Values): Promise<void> => {
    const changes = changesOf(start, values);
    if (Object.keys(changes).length > 0) {
      await updateThreatModel({ id: base.id, expectedVersion: base.version, ...changes });
      await client.invalidateQueries({ queryKey: ["threat_model"] });
      toastDone({ message: `${values.name} saved.` });
    }
    router.push(address);
  };
  const breadcrumb = [
    { label: "Threat models", href: "/threat-models" },
    { label: base.name, href: address },
    { label: "Edit" },
  ];
  return (
    <>
      <PageHeader title={`Edit ${base.name}`} breadcrumb={breadcrumb} line />
      <div className="mk-page-body">
        <FormShell
          schema={Form}
          initialValues={start}
          submitLabel="Save changes"
          onCancel={() => router.push(address)}
          onSubmit={save}
        >
          {(form) => (
            <>
              <AboutSection
                bound={form.getInputProps}
                scope={{
                  chosen: form.getValues().scope,
                  onChange: (scope) => form.setFieldValue("scope", scope),
                  error: form.errors["scope"],
                }}
              >
                <OwnerField label={<OptionalLabel>Owner</OptionalLabel>} bound={form.getInputProps("ownerId")} />
                <TagsInput {...form.getInputProps("tags")} label={<OptionalLabel>Tags</OptionalLabel>} />
              </AboutSection>
              <Basis form={form} />
            </>
          )}
        </FormShell>
      </div>
    </>
  );
}
