"use client";

import { TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { modelQuery, registerModel } from "@/lib/inventory/api.ts";
import { proposeSlug } from "@/lib/inventory/rules.ts";
import { RegisterModelInput } from "@/lib/inventory/schema.ts";
import { ModelFields, type ModelFormValues } from "./model-fields.tsx";

type Values = ModelFormValues & { slug: string };

const empty: Omit<Values, "ownerId"> = {
  name: "",
  slug: "",
  description: "",
  purpose: "",
  team: "",
  provider: "",
  kind: null,
  tasks: [],
  licence: "",
  sensitivity: "internal",
  stage: "design",
  tags: [],
  documents: [],
  custom: {},
};

function AddressField({ form }: { form: UseFormReturnType<Values> }) {
  return (
    <TextInput
      label="Address"
      description="Stays the same when the name changes, so links keep working"
      leftSection={<span className="mk-3 mk-small">/models/</span>}
      leftSectionWidth={68}
      {...form.getInputProps("slug")}
    />
  );
}

/** Makes the address follow the name until somebody writes an address of their own. */
function withProposal(form: UseFormReturnType<Values>): UseFormReturnType<Values> {
  const getInputProps: typeof form.getInputProps = (path, options) => {
    const props = form.getInputProps(path, options) as {
      onChange: (event: { currentTarget: { value: string } }) => void;
    };
    if (path !== "name") return props;
    return {
      ...props,
      onChange: (event: { currentTarget: { value: string } }) => {
        const { name, slug } = form.getValues();
        const follows = slug === "" || slug === proposeSlug(name);
        const next = event.currentTarget.value;
        props.onChange(event);
        if (follows) form.setFieldValue("slug", next.trim() === "" ? "" : proposeSlug(next));
      },
    };
  };
  return { ...form, getInputProps };
}

/** Registers a model by hand. */
export function RegisterPage({ ownerId }: { ownerId: string | null }) {
  const router = useRouter();
  const client = useQueryClient();
  const save = async (values: Values) => {
    const model = await registerModel(RegisterModelInput.parse(values));
    client.setQueryData(modelQuery(model.slug).queryKey, model);
    void client.invalidateQueries({ queryKey: ["model", "list"] });
    router.push(`/models/${model.slug}`);
    toastDone({ message: `${model.name} registered.` });
  };
  return (
    <>
      <PageHeader
        title="Register model"
        breadcrumb={[{ label: "Inventory" }, { label: "Models", href: "/models" }, { label: "Register" }]}
        subtitle="Only the name and the kind are needed now. Everything can be completed later, and each change is kept in the trail."
        line
      />
      <div className="mk-page-body">
        <FormShell<Values>
          schema={RegisterModelInput}
          initialValues={{ ...empty, ownerId }}
          submitLabel="Register model"
          onCancel={() => router.push("/models")}
          onSubmit={save}
        >
          {(form) => <ModelFields form={withProposal(form)} address={<AddressField form={form} />} />}
        </FormShell>
      </div>
    </>
  );
}
