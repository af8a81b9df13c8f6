"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { versionHref } from "@/components/lifecycle/gate-panel.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { problemOf } from "@/components/ui/problem-text.ts";
import { toastDone } from "@/components/ui/toast.tsx";
import { updateVersion, versionQuery } from "@/lib/inventory/versions/api.ts";
import { UpdateVersionInput, VersionDto, VersionFacts } from "@/lib/inventory/versions/schema.ts";
import { GATES } from "@/lib/lifecycle/api.ts";
import { VersionFields } from "./version-fields.tsx";
import { changedVersion, versionValues, type VersionFormValues } from "./version-form.ts";

const EditForm = UpdateVersionInput.pick({
  description: true,
  tags: true,
  documents: true,
  custom: true,
  links: true,
  artifacts: true,
}).extend({ facts: VersionFacts });

const partLabels: Readonly<Record<keyof VersionFormValues, string>> = {
  label: "label",
  stage: "stage",
  description: "description",
  tags: "tags",
  documents: "documents",
  custom: "own fields",
  links: "what it was made from",
  artifacts: "files",
  facts: "how it was made and how good it is",
};

/** The parts of a form that were changed, as people call them. */
function changedParts(changes: Partial<VersionFormValues>): string {
  return (Object.keys(changes) as (keyof VersionFormValues)[]).map((part) => partLabels[part]).join(", ");
}

type Conflict = { theirs: VersionDto; yours: Partial<VersionFormValues> };

function currentIn(error: unknown): VersionDto | null {
  const parsed = VersionDto.safeParse(problemOf(error)?.["current"]);
  return parsed.success ? parsed.data : null;
}

function Refused({ version }: { version: VersionDto }) {
  return (
    <Notice tone="amber" title="This version cannot be changed">
      {version.state === "draft"
        ? "The model's owner, whoever registered it, a security lead or an administrator may change it, while the model is not archived."
        : "It is released, so that its files, data and results stay what they were. Add another version instead."}
    </Notice>
  );
}

/** Changes a draft of a version. The form works on the record it was opened with. */
export function EditVersionPage({ slug, label }: { slug: string; label: string }) {
  const { data } = useSuspenseQuery(versionQuery(slug, label));
  const [base] = useState(data);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const router = useRouter();
  const client = useQueryClient();
  const address = versionHref(slug, label);

  const save = async (changes: Partial<VersionFormValues>, version: number) => {
    if (Object.keys(changes).length > 0) {
      const { label: _label, stage: _stage, ...fields } = changes;
      await updateVersion(slug, label, { ...fields, expectedVersion: version });
      toastDone({ message: `Version ${label} saved.` });
    }
    for (const queryKey of [["model_version"], GATES]) void client.invalidateQueries({ queryKey });
    router.push(address);
  };
  const submit = async (values: VersionFormValues) => {
    const parsed = EditForm.parse(values) as VersionFormValues;
    const changes = changedVersion(versionValues(base), parsed);
    try {
      await save(changes, base.version);
    } catch (error) {
      const theirs = currentIn(error);
      if (theirs !== null) setConflict({ theirs, yours: changes });
      throw error;
    }
  };
  return (
    <>
      <PageHeader
        title={`Edit version ${label}`}
        breadcrumb={[
          { label: "Models", href: "/models" },
          { label: base.model.name, href: `/models/${slug}` },
          { label, href: address },
          { label: "Edit" },
        ]}
        line
      />
      <div className="mk-page-body">
        {base.abilities.edit ? (
          <FormShell<VersionFormValues>
            schema={EditForm}
            initialValues={versionValues(base)}
            submitLabel="Save changes"
            onCancel={() => router.push(address)}
            onSubmit={submit}
          >
            {(form) => <VersionFields form={form} known={base.links.map(({ node }) => node)} ownId={base.id} />}
          </FormShell>
        ) : (
          <Refused version={base} />
        )}
      </div>
      <ConfirmDialog
        opened={conflict !== null}
        onClose={() => setConflict(null)}
        title="Somebody changed this version too"
        confirmLabel="Save mine on top"
        onConfirm={async () => {
          if (conflict !== null) await save(conflict.yours, conflict.theirs.version);
        }}
      >
        <p>
          Your changes replace theirs only in the parts that you changed yourself: {changedParts(conflict?.yours ?? {})}
          . The other parts stay as they saved them.
        </p>
      </ConfirmDialog>
    </>
  );
}
