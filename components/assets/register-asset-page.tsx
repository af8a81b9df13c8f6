"use client";

import { TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { assetQuery, registerAsset } from "@/lib/inventory/assets/api.ts";
import { nodePlurals } from "@/lib/inventory/assets/rules.ts";
import { RegisterAssetInput } from "@/lib/inventory/assets/schema.ts";
import { proposeSlug } from "@/lib/inventory/rules.ts";
import { AssetFields } from "./asset-fields.tsx";
import { emptyValues, type AssetFormValues } from "./asset-form.ts";
import type { AssetForm } from "./fact-input.tsx";
import { addressOf, kindWords, placeOf, withArticle, type ListedKind } from "./kind-words.ts";

function AddressField({ form, place }: { form: AssetForm; place: string }) {
  return (
    <TextInput
      label="Address"
      description="Stays the same when the name changes, so links keep working"
      leftSection={<span className="mk-3 mk-small">{place}/</span>}
      leftSectionWidth={24 + 7 * place.length}
      {...form.getInputProps("slug")}
    />
  );
}

/** Makes the address follow the name until somebody writes an address of their own. */
function withProposal(form: AssetForm): AssetForm {
  const getInputProps: AssetForm["getInputProps"] = (path, options) => {
    const props = form.getInputProps(path, options) as {
      onChange: (event: { currentTarget: { value: string } }) => void;
    };
    if (path !== "name") return props;
    return {
      ...props,
      onChange: (event: { currentTarget: { value: string } }) => {
        const { name, slug = "" } = form.getValues();
        const follows = slug === "" || slug === proposeSlug(name);
        const next = event.currentTarget.value;
        props.onChange(event);
        if (follows) form.setFieldValue("slug", next.trim() === "" ? "" : proposeSlug(next));
      },
    };
  };
  return { ...form, getInputProps };
}

/** Registers an asset of a kind by hand. */
export function RegisterAssetPage({ kind, ownerId }: { kind: ListedKind; ownerId: string | null }) {
  const router = useRouter();
  const client = useQueryClient();
  const { one, start } = kindWords(kind);
  const place = placeOf(kind);
  const save = async (values: AssetFormValues) => {
    const asset = await registerAsset(RegisterAssetInput.parse(values));
    client.setQueryData(assetQuery(kind, asset.slug).queryKey, asset);
    void client.invalidateQueries({ queryKey: [kind, "list"] });
    router.push(addressOf(asset));
    toastDone({ message: `${asset.name} registered.` });
  };
  return (
    <>
      <PageHeader
        title={`Register ${withArticle(kind)}`}
        breadcrumb={[{ label: "Inventory" }, { label: nodePlurals[kind], href: place }, { label: "Register" }]}
        subtitle={start}
        line
      />
      <div className="mk-page-body">
        <FormShell<AssetFormValues>
          schema={RegisterAssetInput}
          initialValues={emptyValues(kind, { ownerId })}
          submitLabel={`Register ${one}`}
          onCancel={() => router.push(place)}
          onSubmit={save}
        >
          {(form) => <AssetFields form={withProposal(form)} address={<AddressField form={form} place={place} />} />}
        </FormShell>
      </div>
    </>
  );
}
