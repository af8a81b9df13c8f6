"use client";

import { Modal, PasswordInput, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { OptionalLabel } from "@/components/ui/form-field.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { addConnection, updateConnection } from "@/lib/connections/api.ts";
import { scheduleLabels, schedules, type Schedule } from "@/lib/connections/rules.ts";
import { AddConnectionInput, type ConnectionDto } from "@/lib/connections/schema.ts";

type Values = { name: string; baseUrl: string; schedule: Schedule; token: string };

const choices = schedules.map((value) => ({ value, label: scheduleLabels[value] }));

interface ConnectionDialogProps {
  /** The one to change; without it a new one is connected. */
  connection: ConnectionDto | undefined;
  opened: boolean;
  onClose: () => void;
}

/** Connects a registry of MLflow, or changes a connection. */
export function ConnectionDialog({ connection, opened, onClose }: ConnectionDialogProps) {
  const client = useQueryClient();
  const start: Values = {
    name: connection?.name ?? "MLflow",
    baseUrl: connection?.baseUrl ?? "",
    schedule: connection?.schedule ?? "daily",
    token: "",
  };
  const save = async ({ token, ...values }: Values) => {
    const saved =
      connection === undefined
        ? await addConnection({ ...values, token })
        : await updateConnection({
            id: connection.id,
            expectedVersion: connection.version,
            ...values,
            ...(token === "" ? {} : { token }),
          });
    await client.invalidateQueries({ queryKey: ["connection"] });
    onClose();
    toastDone({ message: `${saved.name} ${connection === undefined ? "connected" : "changed"}.` });
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={connection === undefined ? "Connect a registry" : `Change ${connection.name}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <FormShell<Values>
        schema={AddConnectionInput}
        initialValues={start}
        guard={false}
        submitLabel={connection === undefined ? "Connect" : "Save"}
        onCancel={onClose}
        onSubmit={save}
      >
        {(form) => (
          <>
            <TextInput {...form.getInputProps("name")} label="Name" data-autofocus />
            <TextInput
              {...form.getInputProps("baseUrl")}
              label="Address of MLflow"
              description="As you open it in a browser, without /api"
              placeholder="https://mlflow.example.com"
            />
            <PasswordInput
              {...form.getInputProps("token")}
              label={<OptionalLabel>Token</OptionalLabel>}
              description={
                connection === undefined
                  ? "Of an account that may read the registry. It is kept sealed and never shown again."
                  : "Leave empty to keep the one it has. Another address needs it again."
              }
              autoComplete="off"
            />
            <Select {...form.getInputProps("schedule")} label="Read" data={choices} allowDeselect={false} />
          </>
        )}
      </FormShell>
    </Modal>
  );
}
