"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { assetQuery, registerAsset } from "@/lib/inventory/assets/api.ts";
import { RegisterAssetInput } from "@/lib/inventory/assets/schema.ts";
import { AssetFields } from "./asset-fields.tsx";
import { emptyValues, type AssetFormValues } from "./asset-form.ts";
import { addressOf, kindWords } from "./kind-words.ts";

/** Adds a version to a dataset. Owner and sensitivity begin as the dataset has them. */
export function AddVersionPage({ slug }: { slug: string }) {
  const { data: dataset } = useSuspenseQuery(assetQuery("dataset", slug));
  const router = useRouter();
  const client = useQueryClient();
  const back = `${addressOf(dataset)}?tab=versions`;
  const { ownerId, sensitivity, id: parentId, name } = dataset;
  const save = async (values: AssetFormValues) => {
    const version = await registerAsset(RegisterAssetInput.parse(values));
    client.setQueryData(assetQuery("dataset_version", version.slug).queryKey, version);
    void client.invalidateQueries({ queryKey: ["dataset_version", "list"] });
    void client.invalidateQueries({ queryKey: ["dataset"] });
    router.push(addressOf(version));
    toastDone({ message: `${version.name} added.` });
  };
  return (
    <>
      <PageHeader
        title={`Add a version of ${name}`}
        breadcrumb={[
          { label: "Inventory" },
          { label: "Datasets", href: "/datasets" },
          { label: name, href: addressOf(dataset) },
          { label: "Add version" },
        ]}
        subtitle={kindWords("dataset_version").start}
        line
      />
      <div className="mk-page-body">
        {dataset.state === "archived" ? (
          <Notice tone="amber" title="This dataset is archived">
            Restore it before adding a version.
          </Notice>
        ) : (
          <FormShell<AssetFormValues>
            schema={RegisterAssetInput}
            initialValues={emptyValues("dataset_version", { ownerId, sensitivity, parentId })}
            submitLabel="Add version"
            onCancel={() => router.push(back)}
            onSubmit={save}
          >
            {(form) => <AssetFields form={form} parentName={name} />}
          </FormShell>
        )}
      </div>
    </>
  );
}
