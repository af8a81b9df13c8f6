"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { versionHref } from "@/components/lifecycle/gate-panel.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { modelQuery } from "@/lib/inventory/api.ts";
import { createVersion } from "@/lib/inventory/versions/api.ts";
import { CreateVersionInput } from "@/lib/inventory/versions/schema.ts";
import { GATES } from "@/lib/lifecycle/api.ts";
import { VersionFields } from "./version-fields.tsx";
import { emptyVersion, type VersionFormValues } from "./version-form.ts";

const NewVersionForm = CreateVersionInput.omit({ id: true });

/** Adds a version to a model, as a draft. */
export function NewVersionPage({ slug }: { slug: string }) {
  const { data: model } = useSuspenseQuery(modelQuery(slug));
  const router = useRouter();
  const client = useQueryClient();
  const save = async (values: VersionFormValues) => {
    const version = await createVersion(slug, NewVersionForm.parse(values));
    for (const queryKey of [["model_version"], ["model"], GATES]) void client.invalidateQueries({ queryKey });
    router.push(versionHref(slug, version.label));
    toastDone({ message: `Version ${version.label} added.` });
  };
  return (
    <>
      <PageHeader
        title="Add a version"
        breadcrumb={[
          { label: "Models", href: "/models" },
          { label: model.name, href: `/models/${slug}` },
          { label: "Add a version" },
        ]}
        subtitle="Only the label is needed now. A draft can be completed until it is released; after that it never changes."
        line
      />
      <div className="mk-page-body">
        <FormShell<VersionFormValues>
          schema={NewVersionForm}
          initialValues={emptyVersion()}
          submitLabel="Add version"
          onCancel={() => router.push(`/models/${slug}?tab=versions`)}
          onSubmit={save}
        >
          {(form) => <VersionFields form={form} />}
        </FormShell>
      </div>
    </>
  );
}
