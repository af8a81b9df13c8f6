"use client";

import { Button, Modal, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { DiagramMenu } from "./diagram-menu.tsx";
import { counted } from "@/components/threats/register/threat-words.ts";
import { addDiagram, threatModelQuery } from "@/lib/threats/api.ts";
import { AddDiagramInput, type ThreatModelDto } from "@/lib/threats/schema.ts";

function AddDialog({ model, onClose }: { model: ThreatModelDto; onClose: () => void }) {
  const client = useQueryClient();
  const start = { id: model.id, name: "" };
  const save = async (values: typeof start) => {
    const saved = await addDiagram(values);
    client.setQueryData(threatModelQuery(model.slug).queryKey, saved);
    toastDone({ message: "Diagram added." });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Add a diagram" closeButtonProps={{ "aria-label": "Close" }}>
      <FormShell
        schema={AddDiagramInput}
        initialValues={start}
        guard={false}
        submitLabel="Add diagram"
        onCancel={onClose}
        onSubmit={save}
      >
        {(form) => <TextInput {...form.getInputProps("name")} label="Name" placeholder="Training" data-autofocus />}
      </FormShell>
    </Modal>
  );
}

/** The diagrams of a threat model, each a door into its room. */
export function ModelDiagrams({ model }: { model: ThreatModelDto }) {
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title="Diagrams"
      action={
        model.abilities.edit ? (
          <Button variant="default" size="xs" onClick={() => setAdding(true)}>
            Add diagram
          </Button>
        ) : undefined
      }
    >
      <ul className="mk-diagram-list">
        {model.diagrams.map(({ id, name, elements, updatedAt }) => (
          <li key={id}>
            <Link className="mk-link" href={`/threat-models/${model.slug}/room?diagram=${id}`}>
              {name}
            </Link>
            <span className="mk-3">
              {counted(elements, "element")}, changed <RelativeTime at={updatedAt} />
            </span>
            {model.abilities.edit ? <DiagramMenu model={model} diagram={{ id, name }} /> : null}
          </li>
        ))}
      </ul>
      {adding ? <AddDialog model={model} onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}
