"use client";

import { Modal, Select, TextInput } from "@mantine/core";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { OptionalLabel } from "@/components/ui/form-field.tsx";
import { registerDiscovery } from "@/lib/discovery/api.ts";
import { registerableTypes, type RegisterableType } from "@/lib/discovery/rules.ts";
import { RegisterDiscoveryInput, type DiscoveryDto } from "@/lib/discovery/schema.ts";
import { nodeLabels } from "@/lib/inventory/assets/rules.ts";
import { DeploymentEnvironment } from "@/lib/inventory/assets/facts-schema.ts";
import { kindLabels, sensitivityLabels } from "@/lib/inventory/rules.ts";
import type { DecisionDialogProps } from "./decision-dialog.ts";
import { useDecisions } from "./use-decisions.ts";

type Option = { value: string; label: string };

const optionsOf = (labels: Readonly<Record<string, string>>): Option[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

const environments: Option[] = DeploymentEnvironment.options.map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}));

function choicesOf({ registerModel, registerAsset }: DiscoveryDto["abilities"]): RegisterableType[] {
  return registerableTypes.filter((type) => (type === "model" ? registerModel : registerAsset));
}

function startOf({ id, version, guess, value, abilities }: DiscoveryDto) {
  const choices = choicesOf(abilities);
  const first = choices.find((type) => type === guess.as) ?? choices[0] ?? "component";
  return {
    id,
    expectedVersion: version,
    as: first,
    name: (guess.name === "" ? value : guess.name).slice(0, 200),
    provider: guess.provider,
    modelKind: "other",
    environment: "production",
    sensitivity: "internal",
  };
}

/** Registers what was seen in one step, with what is known of it filled in. */
export function RegisterDialog({ discovery, opened, onClose }: DecisionDialogProps) {
  const { decided } = useDecisions();
  const start = startOf(discovery);
  const save = async (values: typeof start) => {
    const saved = await registerDiscovery(RegisterDiscoveryInput.parse(values));
    onClose();
    decided(saved, `${values.name} registered.`);
  };
  const choices = choicesOf(discovery.abilities).map((value) => ({ value, label: nodeLabels[value] }));
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Register what was seen"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <FormShell
        schema={RegisterDiscoveryInput}
        initialValues={start}
        guard={false}
        submitLabel="Register"
        onCancel={onClose}
        onSubmit={save}
      >
        {(form) => {
          const as = form.getValues().as;
          return (
            <>
              <Select {...form.getInputProps("as")} label="Register as" data={choices} allowDeselect={false} />
              <TextInput {...form.getInputProps("name")} label="Name" data-autofocus />
              {as === "deployment" ? (
                <Select
                  {...form.getInputProps("environment")}
                  label="Environment"
                  data={environments}
                  allowDeselect={false}
                />
              ) : (
                <TextInput {...form.getInputProps("provider")} label={<OptionalLabel>Made by</OptionalLabel>} />
              )}
              {as === "model" ? (
                <Select
                  {...form.getInputProps("modelKind")}
                  label="Kind of model"
                  data={optionsOf(kindLabels)}
                  allowDeselect={false}
                />
              ) : null}
              <Select
                {...form.getInputProps("sensitivity")}
                label="Sensitivity"
                description="You answer for it; its page takes everything else."
                data={optionsOf(sensitivityLabels)}
                allowDeselect={false}
              />
            </>
          );
        }}
      </FormShell>
    </Modal>
  );
}
