"use client";

import { Modal, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { useReauthentication } from "@/components/people/use-reauthentication.tsx";
import { addWitness, updateWitness } from "@/lib/transparency/api.ts";
import { AddWitnessInput, type WitnessDetail } from "@/lib/transparency/schema.ts";
import { z } from "@/lib/zod.ts";
import { readWitnessKey, tidyKey } from "./witness-key-words.ts";

const { name, url } = AddWitnessInput.shape;
const vkey = z.string().superRefine((text, ctx) => {
  const reading = readWitnessKey(text);
  if ("problem" in reading) ctx.addIssue({ code: "custom", message: reading.problem });
});
const NewWitness = z.strictObject({ vkey, name, url });
const ChangedWitness = z.strictObject({ vkey: z.string(), name, url });

type Values = z.output<typeof NewWitness>;

interface WitnessDialogProps {
  opened: boolean;
  onClose: () => void;
  /** The witness to change; left out: a new one. */
  witness?: WitnessDetail | undefined;
}

function keyHelp(text: string): string {
  const reading = readWitnessKey(text);
  return "problem" in reading
    ? "The line that the witness prints when it starts."
    : `Key ${reading.id} of ${reading.name}.`;
}

/** Asks for key, name and address of a witness. Its key never changes: another key is another witness. */
export function WitnessDialog({ opened, onClose, witness }: WitnessDialogProps) {
  const { attempt, dialog } = useReauthentication();
  const client = useQueryClient();
  const start: Values = { vkey: witness?.vkey ?? "", name: witness?.name ?? "", url: witness?.url ?? "" };

  async function save(values: Values): Promise<void> {
    const facts = { name: values.name, url: values.url };
    await attempt(() =>
      witness === undefined
        ? addWitness({ ...facts, vkey: tidyKey(values.vkey) })
        : updateWitness({ id: witness.id, expectedVersion: witness.version, ...facts }),
    );
    await client.invalidateQueries({ queryKey: ["witness"] });
    onClose();
    toastDone({ message: witness === undefined ? `${values.name} is asked from now on.` : `${values.name} saved.` });
  }

  return (
    <>
      <Modal
        opened={opened}
        onClose={onClose}
        title={witness === undefined ? "Add a witness" : `Change ${witness.name}`}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <FormShell
          key={witness?.version}
          schema={witness === undefined ? NewWitness : ChangedWitness}
          initialValues={start}
          guard={false}
          submitLabel={witness === undefined ? "Add witness" : "Save witness"}
          onCancel={onClose}
          onSubmit={save}
        >
          {(form) => (
            <>
              {witness === undefined ? (
                <Textarea
                  {...form.getInputProps("vkey")}
                  label="Verifier key"
                  description={keyHelp(form.getValues().vkey)}
                  autosize
                  minRows={2}
                  spellCheck={false}
                  classNames={{ input: "mk-mono mk-key-field" }}
                  onBlur={(event) => {
                    const reading = readWitnessKey(event.currentTarget.value);
                    if (!("problem" in reading) && form.getValues().name === "") {
                      form.setFieldValue("name", reading.name);
                    }
                  }}
                  data-autofocus
                />
              ) : null}
              <TextInput
                {...form.getInputProps("name")}
                label="Name"
                description="What people here call it: whose it is, where it runs."
                maxLength={80}
              />
              <TextInput
                {...form.getInputProps("url")}
                type="url"
                label="Address"
                description="Where it takes checkpoints, without /add-checkpoint."
                placeholder="https://witness.example"
                maxLength={500}
                spellCheck={false}
              />
            </>
          )}
        </FormShell>
      </Modal>
      {dialog}
    </>
  );
}
