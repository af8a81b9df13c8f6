"use client";

import "./threat-models.css";
import { Radio } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { FormSection } from "@/components/ui/form-field.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import type { Operation } from "@/lib/graph/schema.ts";
import { templates } from "@/lib/graph/templates/templates.ts";
import type { NodeDto } from "@/lib/inventory/assets/schema.ts";
import { createThreatModel, drawFromInventory } from "@/lib/threats/api.ts";
import { CreateThreatModelInput } from "@/lib/threats/schema.ts";
import { z } from "@/lib/zod.ts";
import { AboutSection, askedScope } from "./about-section.tsx";
import { drawTemplate } from "./start-operations.ts";

const { name, description, stage } = CreateThreatModelInput.shape;

const Form = z
  .strictObject({ name, description, stage, start: z.string(), scope: z.array(z.unknown()) })
  .refine(({ start, scope }) => start !== "inventory" || scope.length > 0, {
    path: ["scope"],
    error: "Choose at least one thing to draw.",
  });

type Values = { name: string; description: string; stage: string; start: string; scope: NodeDto[] };

const starts = [
  { value: "empty", label: "An empty diagram", description: "Draw everything yourself." },
  {
    value: "inventory",
    label: "The inventory",
    description: "What you chose above, with the data, models, components and deployments linked to it.",
  },
  ...templates.map((template) => ({
    value: template.id,
    label: template.name,
    description: template.description,
  })),
];

function Starts({ form }: { form: UseFormReturnType<Values> }) {
  return (
    <Radio.Group {...form.getInputProps("start")} aria-label="The first diagram starts from">
      <div className="mk-starts">
        {starts.map(({ value, label, description: words }) => (
          <Radio key={value} value={value} label={label} description={words} />
        ))}
      </div>
    </Radio.Group>
  );
}

async function operationsOf({ start, scope }: Values): Promise<Operation[]> {
  if (start === "empty") return [];
  if (start !== "inventory") return drawTemplate(start);
  return (await drawFromInventory({ scope: askedScope(scope) })).operations;
}

/** Begins a threat model: name, what it looks at, and what its first diagram starts from. */
export function NewThreatModelPage() {
  const router = useRouter();
  const wanted = useSearchParams().get("start") ?? "";
  const [start] = useState<Values>({
    name: "",
    description: "",
    stage: "design",
    start: starts.some(({ value }) => value === wanted) ? wanted : "empty",
    scope: [],
  });
  const save = async (values: Values) => {
    const operations = await operationsOf(values);
    const made = await createThreatModel({
      name: values.name,
      description: values.description,
      stage: stage.parse(values.stage),
      scope: askedScope(values.scope),
      diagrams: [{ name: "Overview", operations, externalId: null }],
    });
    router.push(`/threat-models/${made.slug}`);
  };
  return (
    <>
      <PageHeader
        title="Start a threat model"
        breadcrumb={[{ label: "Threat models", href: "/threat-models" }, { label: "New" }]}
        line
      />
      <div className="mk-page-body">
        <FormShell
          schema={Form}
          initialValues={start}
          submitLabel="Start threat model"
          onCancel={() => router.push("/threat-models")}
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
              />
              <FormSection title="The first diagram starts from">
                <Starts form={form} />
              </FormSection>
            </>
          )}
        </FormShell>
      </div>
    </>
  );
}
