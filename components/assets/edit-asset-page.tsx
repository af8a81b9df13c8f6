"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { problemOf } from "@/components/ui/problem-text.ts";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { assetQuery, newestAssetChange, updateAsset } from "@/lib/inventory/assets/api.ts";
import type { AssetKind } from "@/lib/inventory/assets/rules.ts";
import { AssetDto, RegisterAssetInput } from "@/lib/inventory/assets/schema.ts";
import { AssetConflict, type Conflict } from "./asset-conflict.tsx";
import { AssetFields } from "./asset-fields.tsx";
import { changedValues, updateOf, valuesOf, type AssetFormValues, type FlatValues } from "./asset-form.ts";
import { addressOf, crumbsOf, kindWords } from "./kind-words.ts";

function currentIn(error: unknown): AssetDto | null {
  const parsed = AssetDto.safeParse(problemOf(error)?.["current"]);
  return parsed.success ? parsed.data : null;
}

async function changerOf(id: string): Promise<string> {
  try {
    return (await newestAssetChange(id))?.actor.name ?? "Somebody";
  } catch {
    return "Somebody";
  }
}

/** Saving on top of a version, and what happens when somebody else was faster. */
function useSaving(base: AssetDto) {
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const router = useRouter();
  const client = useQueryClient();
  const save = async (changes: FlatValues, onTopOf: AssetDto) => {
    if (Object.keys(changes).length > 0) {
      const input = { ...updateOf(changes, onTopOf), expectedVersion: onTopOf.version };
      const saved = await updateAsset(base.id, input);
      client.setQueryData(assetQuery(saved.kind, saved.slug).queryKey, saved);
      toastDone({ message: `${saved.name} saved.` });
    }
    void client.invalidateQueries({ queryKey: [base.kind] });
    router.push(addressOf(base));
  };
  const noticeConflict = async (error: unknown, yours: FlatValues) => {
    const theirs = currentIn(error);
    if (theirs !== null) setConflict({ base, theirs, yours, who: await changerOf(base.id) });
  };
  const submit = async (values: AssetFormValues) => {
    const changes = changedValues(valuesOf(base), RegisterAssetInput.parse(values) as AssetFormValues);
    try {
      await save(changes, base);
    } catch (error) {
      await noticeConflict(error, changes);
      throw error;
    }
  };
  const saveOnTop = async (changes: FlatValues, { theirs, yours }: Conflict) => {
    setConflict(null);
    try {
      await save(changes, theirs);
    } catch (error) {
      await noticeConflict(error, yours);
      toastProblem(error);
    }
  };
  return { conflict, close: () => setConflict(null), submit, saveOnTop };
}

/** Changes an asset. The form works on the version it was opened with, whatever others save meanwhile. */
export function EditAssetPage({ kind, slug }: { kind: AssetKind; slug: string }) {
  const { data } = useSuspenseQuery(assetQuery(kind, slug));
  const [base] = useState(data);
  const router = useRouter();
  const { conflict, close, submit, saveOnTop } = useSaving(base);
  const known = base.links.filter(({ stated }) => stated === "here").map(({ node }) => node);
  return (
    <>
      <PageHeader
        title={`Edit ${base.name}`}
        breadcrumb={[...crumbsOf(base), { label: base.name, href: addressOf(base) }, { label: "Edit" }]}
        line
      />
      <div className="mk-page-body">
        {base.abilities.edit ? (
          <FormShell<AssetFormValues>
            schema={RegisterAssetInput}
            initialValues={valuesOf(base)}
            submitLabel="Save changes"
            onCancel={() => router.push(addressOf(base))}
            onSubmit={submit}
          >
            {(form) => <AssetFields form={form} parentName={base.parent?.name} known={known} ownId={base.id} />}
          </FormShell>
        ) : (
          <Notice tone="amber" title={`You may not change this ${kindWords(kind).one}`}>
            {base.state === "archived"
              ? "It is archived. Restore it first."
              : "Its owner, whoever registered it, a security lead or an administrator may."}
          </Notice>
        )}
      </div>
      <AssetConflict conflict={conflict} onSave={saveOnTop} onClose={close} />
    </>
  );
}
