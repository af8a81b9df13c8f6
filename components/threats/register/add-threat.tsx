"use client";

import { Button, Modal, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { OptionalLabel } from "@/components/ui/form-field.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { meQuery } from "@/lib/people/api.ts";
import { createThreat } from "@/lib/threats/register/api.ts";
import { CreateThreatInput } from "@/lib/threats/register/schema.ts";
import { severities, type Severity } from "@/lib/knowledge/severity.ts";
import { useThreatSaved } from "./use-threat.ts";

const choices = severities.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));

function AddForm({ threatModel, onClose }: { threatModel: string; onClose: () => void }) {
  const saved = useThreatSaved();
  const start = {
    id: threatModel,
    title: "",
    grammar: { source: "", prerequisites: "", action: "", impact: "", asset: "" },
    severity: "medium" as Severity,
  };
  const save = async (values: typeof start) => {
    saved(await createThreat(values), "Threat added.");
    onClose();
  };
  return (
    <FormShell
      schema={CreateThreatInput}
      initialValues={start}
      guard={false}
      submitLabel="Add threat"
      onCancel={onClose}
      onSubmit={save}
    >
      {(form) => (
        <>
          <TextInput {...form.getInputProps("title")} label="Title" data-autofocus />
          <TextInput {...form.getInputProps("grammar.source")} label="Who or what does it" placeholder="A labeller" />
          <TextInput
            {...form.getInputProps("grammar.prerequisites")}
            label={<OptionalLabel>What has to be so first</OptionalLabel>}
          />
          <TextInput {...form.getInputProps("grammar.action")} label="What they do" placeholder="sells wrong labels" />
          <TextInput {...form.getInputProps("grammar.impact")} label="What comes of it" />
          <TextInput {...form.getInputProps("grammar.asset")} label="What is harmed" />
          <Select {...form.getInputProps("severity")} label="Severity" data={choices} allowDeselect={false} />
        </>
      )}
    </FormShell>
  );
}

/** Adds a threat in somebody's own words to a threat model. */
export function AddThreat({ threatModel }: { threatModel: string }) {
  const { data: me } = useQuery(meQuery());
  const [adding, setAdding] = useState(false);
  const close = () => setAdding(false);
  if (me?.abilities.includes("threat:write") !== true) return null;
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setAdding(true)}>
        Add a threat of your own
      </Button>
      <Modal
        opened={adding}
        onClose={close}
        title="Add a threat of your own"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <AddForm threatModel={threatModel} onClose={close} />
      </Modal>
    </>
  );
}
