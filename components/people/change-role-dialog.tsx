"use client";

import { Modal, Select } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { roleNames, roles } from "@/lib/kernel/policy.ts";
import { changeRole } from "@/lib/people/api.ts";
import { ChangeRoleInput, type Person } from "@/lib/people/schema.ts";

interface ChangeRoleDialogProps {
  person: Person;
  opened: boolean;
  onClose: () => void;
  attempt: <T>(call: () => Promise<T>) => Promise<T>;
}

const options = roleNames.map((value) => ({ value, label: roles[value] }));

/** Gives a person another role. */
export function ChangeRoleDialog({ person, opened, onClose, attempt }: ChangeRoleDialogProps) {
  const client = useQueryClient();
  const start = { id: person.id, role: person.role, expectedVersion: person.version };
  async function save(values: typeof start): Promise<void> {
    await attempt(() => changeRole(values));
    await client.invalidateQueries({ queryKey: ["user"] });
    onClose();
    toastDone({ message: `${person.name} is now ${roles[values.role]}.` });
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Role of ${person.name}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <FormShell
        schema={ChangeRoleInput}
        initialValues={start}
        guard={false}
        submitLabel="Change role"
        onCancel={onClose}
        onSubmit={save}
      >
        {(form) => (
          <Select
            {...form.getInputProps("role")}
            label="Role"
            description="It holds from their next request on."
            data={options}
            allowDeselect={false}
          />
        )}
      </FormShell>
    </Modal>
  );
}
