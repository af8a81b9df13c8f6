"use client";

import { ActionIcon, Menu, Modal, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { removeDiagram, renameDiagram, threatModelQuery } from "@/lib/threats/api.ts";
import { RenameDiagramInput, type ThreatModelDto } from "@/lib/threats/schema.ts";

interface DiagramMenuProps {
  model: ThreatModelDto;
  diagram: { id: string; name: string };
}

function RenameDialog({ model, diagram, onClose }: DiagramMenuProps & { onClose: () => void }) {
  const client = useQueryClient();
  const save = async ({ id, name }: { id: string; name: string }) => {
    client.setQueryData(threatModelQuery(model.slug).queryKey, await renameDiagram(id, name));
    toastDone({ message: "Diagram renamed." });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Rename the diagram" closeButtonProps={{ "aria-label": "Close" }}>
      <FormShell
        schema={RenameDiagramInput}
        initialValues={{ id: diagram.id, name: diagram.name }}
        guard={false}
        submitLabel="Rename diagram"
        onCancel={onClose}
        onSubmit={save}
      >
        {(form) => <TextInput {...form.getInputProps("name")} label="Name" data-autofocus />}
      </FormShell>
    </Modal>
  );
}

/** What can be done with a diagram besides opening it. */
export function DiagramMenu({ model, diagram }: DiagramMenuProps) {
  const [open, setOpen] = useState<"rename" | "remove" | null>(null);
  const client = useQueryClient();
  const close = () => setOpen(null);
  const remove = async () => {
    client.setQueryData(threatModelQuery(model.slug).queryKey, await removeDiagram(diagram.id));
    toastDone({ message: "Diagram removed." });
    close();
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`More for ${diagram.name}`}>
            <IconDots aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen("rename")}>Rename diagram</Menu.Item>
          <Menu.Item disabled={model.diagrams.length < 2} onClick={() => setOpen("remove")}>
            Remove diagram
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === "rename" ? <RenameDialog model={model} diagram={diagram} onClose={close} /> : null}
      <ConfirmDialog
        opened={open === "remove"}
        onClose={close}
        title={`Remove ${diagram.name}`}
        confirmLabel="Remove diagram"
        danger
        onConfirm={remove}
      >
        It leaves the threat model. Its history stays in the trail, and threats that people decided about stay in the
        register.
      </ConfirmDialog>
    </>
  );
}
