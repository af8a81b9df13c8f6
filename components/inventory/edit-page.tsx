"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { problemOf } from "@/components/ui/problem-text.ts";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { modelQuery, newestChange, updateModel } from "@/lib/inventory/api.ts";
import { sameValue } from "@/lib/inventory/rules.ts";
import {
  ModelDto,
  ModelFields as ModelFieldsSchema,
  ModelForm,
  type FieldOrigin,
  type ModelField,
  type ModelForm as Fields,
} from "@/lib/inventory/schema.ts";
import { OriginMark } from "./origin-mark.tsx";
import { EditConflict, type Conflict } from "./edit-conflict.tsx";
import { ModelFields, type ModelFormValues } from "./model-fields.tsx";

const fieldNames = Object.keys(ModelFieldsSchema.shape) as ModelField[];
const formFields = Object.keys(ModelForm.shape) as (keyof Fields)[];

function valuesOf(model: ModelDto): Fields {
  return Object.fromEntries(formFields.map((field) => [field, model[field]])) as Fields;
}

function changesOf(base: ModelDto, values: ModelFormValues): Partial<Fields> {
  const parsed = ModelForm.parse(values);
  const before = valuesOf(base);
  const changed = Object.entries(parsed).filter(([field, value]) => !sameValue(value, before[field as keyof Fields]));
  return Object.fromEntries(changed);
}

/** What the import assumed and this form shows: saving the form confirms it. */
function assumedFields({ origins }: ModelDto): ModelField[] {
  return fieldNames.filter((field) => origins?.[field]?.source === "assumed");
}

function currentIn(error: unknown): ModelDto | null {
  const parsed = ModelDto.safeParse(problemOf(error)?.["current"]);
  return parsed.success ? parsed.data : null;
}

async function changerOf(slug: string): Promise<string> {
  try {
    return (await newestChange(slug))?.actor.name ?? "Somebody";
  } catch {
    return "Somebody";
  }
}

function AssumedMark({ origin }: { origin: FieldOrigin | undefined }) {
  return origin?.source === "assumed" ? <OriginMark origin={origin} /> : null;
}

/** Changes a model. The form works on the version it was opened with, whatever others save meanwhile. */
export function EditPage({ slug }: { slug: string }) {
  const { data } = useSuspenseQuery(modelQuery(slug));
  const [base] = useState(data);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const router = useRouter();
  const client = useQueryClient();
  const address = `/models/${slug}`;

  const save = async (changes: Partial<Fields>, version: number) => {
    const confirm = assumedFields(base);
    if (Object.keys(changes).length + confirm.length > 0) {
      const saved = await updateModel(base.id, { ...changes, confirm, expectedVersion: version });
      client.setQueryData(modelQuery(slug).queryKey, saved);
      toastDone({ message: `${saved.name} saved.` });
    }
    void client.invalidateQueries({ queryKey: ["model"] });
    router.push(address);
  };
  const noticeConflict = async (error: unknown, changes: Partial<Fields>) => {
    const theirs = currentIn(error);
    if (theirs !== null) setConflict({ base, theirs, yours: changes, who: await changerOf(slug) });
  };
  const submit = async (values: ModelFormValues) => {
    const changes = changesOf(base, values);
    try {
      await save(changes, base.version);
    } catch (error) {
      await noticeConflict(error, changes);
      throw error;
    }
  };
  const saveOnTop = async (changes: Partial<Fields>, { theirs, yours }: Conflict) => {
    setConflict(null);
    try {
      await save(changes, theirs.version);
    } catch (error) {
      await noticeConflict(error, yours);
      toastProblem(error);
    }
  };
  return (
    <>
      <PageHeader
        title={`Edit ${base.name}`}
        breadcrumb={[
          { label: "Inventory" },
          { label: "Models", href: "/models" },
          { label: base.name, href: address },
          { label: "Edit" },
        ]}
        line
      />
      <div className="mk-page-body">
        {base.abilities.edit ? (
          <FormShell<ModelFormValues>
            schema={ModelForm}
            initialValues={valuesOf(base)}
            submitLabel="Save changes"
            onCancel={() => router.push(address)}
            onSubmit={submit}
          >
            {(form) => <ModelFields form={form} origin={(field) => <AssumedMark origin={base.origins?.[field]} />} />}
          </FormShell>
        ) : (
          <Notice tone="amber" title="You may not change this model">
            {base.state === "archived"
              ? "It is archived. Restore it first."
              : "Its owner, whoever registered it, a security lead or an administrator may."}
          </Notice>
        )}
      </div>
      <EditConflict conflict={conflict} onSave={saveOnTop} onClose={() => setConflict(null)} />
    </>
  );
}
