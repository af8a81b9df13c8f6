"use client";

import { Checkbox, Modal, Select, TagsInput, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { OptionalLabel } from "@/components/ui/form-field.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { createField, updateField } from "@/lib/fields/api.ts";
import { fieldTypeLabels, fieldTypes, proposeKey, type FieldType } from "@/lib/fields/rules.ts";
import { CreateFieldInput, type FieldDto } from "@/lib/fields/schema.ts";
import { nodePlurals, nodeTypes, type NodeType } from "@/lib/inventory/assets/rules.ts";

type Values = {
  key: string;
  type: FieldType;
  label: string;
  help: string;
  choices: string[];
  appliesTo: NodeType[];
};
type Form = UseFormReturnType<Values>;

const empty: Values = { key: "", type: "text", label: "", help: "", choices: [], appliesTo: [] };

function start(field: FieldDto | null): Values {
  if (field === null) return empty;
  const { key, type, label, help, choices, appliesTo } = field;
  return { key, type, label, help, choices, appliesTo };
}

/** The label; a new field's key follows it until somebody writes a key of their own. */
function LabelInput({ form, isNew }: { form: Form; isNew: boolean }) {
  const bound = form.getInputProps("label") as { onChange: (event: unknown) => void };
  return (
    <TextInput
      label="Name"
      maxLength={80}
      data-autofocus
      {...bound}
      onChange={(event) => {
        const { label, key } = form.getValues();
        const next = event.currentTarget.value;
        bound.onChange(event);
        if (isNew && (key === "" || key === proposeKey(label))) {
          form.setFieldValue("key", next.trim() === "" ? "" : proposeKey(next));
        }
      }}
    />
  );
}

function FieldInputs({ form, isNew }: { form: Form; isNew: boolean }) {
  const { type } = form.getValues();
  return (
    <>
      <LabelInput form={form} isNew={isNew} />
      <Select
        label="Takes"
        description={isNew ? "Cannot be changed later: values that are there keep their meaning" : "Never changes"}
        data={fieldTypes.map((value) => ({ value, label: fieldTypeLabels[value] }))}
        allowDeselect={false}
        disabled={!isNew}
        {...form.getInputProps("type")}
      />
      {type === "choice" ? (
        <TagsInput label="Values to choose from" description="Enter after each" {...form.getInputProps("choices")} />
      ) : null}
      <TextInput
        label="Key"
        description={isNew ? "Its name in the API. Cannot be changed later" : "Never changes"}
        disabled={!isNew}
        {...form.getInputProps("key")}
      />
      <TextInput
        label={<OptionalLabel>Help</OptionalLabel>}
        description="A sentence under the field: what to fill in, and why"
        maxLength={300}
        {...form.getInputProps("help")}
      />
      <Checkbox.Group label="Asked for on" {...form.getInputProps("appliesTo")}>
        <div className="mk-choices">
          {nodeTypes.map((kind) => (
            <Checkbox key={kind} value={kind} label={nodePlurals[kind]} />
          ))}
        </div>
      </Checkbox.Group>
    </>
  );
}

interface FieldDialogProps {
  opened: boolean;
  /** The field to change; null makes a new one. */
  field: FieldDto | null;
  onClose: () => void;
}

/** Makes a field of the organization's own, or changes one. */
export function FieldDialog({ opened, field, onClose }: FieldDialogProps) {
  const client = useQueryClient();
  const save = async ({ key, type, label, help, choices, appliesTo }: Values) => {
    const given = { label, help, appliesTo, ...(type === "choice" ? { choices } : {}) };
    const saved =
      field === null
        ? await createField({ ...given, key, type })
        : await updateField(field.id, { ...given, expectedVersion: field.version });
    await client.invalidateQueries({ queryKey: ["custom_field"] });
    toastDone({ message: field === null ? `${saved.label} added.` : `${saved.label} saved.` });
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={field === null ? "Add a field" : `Change ${field.label}`}
      size={520}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <FormShell<Values>
        key={field?.id ?? "new"}
        schema={CreateFieldInput}
        initialValues={start(field)}
        submitLabel={field === null ? "Add field" : "Save field"}
        onCancel={onClose}
        onSubmit={save}
        guard={false}
      >
        {(form) => <FieldInputs form={form} isNew={field === null} />}
      </FormShell>
    </Modal>
  );
}
