"use client";

import { Modal, SegmentedControl, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FileDrop } from "@/components/ui/file-drop.tsx";
import { OptionalLabel } from "@/components/ui/form-field.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { addFile, addLink, type About } from "@/lib/evidence/api.ts";
import { AddLinkInput, FileFacts, MAX_EVIDENCE_BYTES } from "@/lib/evidence/schema.ts";
import { z } from "@/lib/zod.ts";

const LinkForm = z.strictObject({
  title: AddLinkInput.shape.title,
  url: AddLinkInput.shape.url,
  digest: z.union([z.literal(""), AddLinkInput.shape.digest.unwrap()]),
});
const FileForm = z.strictObject({ title: FileFacts.shape.title });

interface PartProps {
  about: About;
  onAdded: () => Promise<void>;
  onClose: () => void;
}

function FilePart({ about, onAdded, onClose }: PartProps) {
  const [file, setFile] = useState<File>();
  if (file === undefined) {
    return <FileDrop what="a file" onFile={setFile} maxBytes={MAX_EVIDENCE_BYTES} note="It is stored encrypted." />;
  }
  async function save({ title }: { title: string }): Promise<void> {
    if (file === undefined) return;
    await addFile(about, title, file);
    await onAdded();
  }
  return (
    <FormShell
      schema={FileForm}
      initialValues={{ title: file.name }}
      guard={false}
      submitLabel="Add file"
      onCancel={onClose}
      onSubmit={save}
    >
      {(form) => (
        <TextInput {...form.getInputProps("title")} label="What it shows" description={file.name} data-autofocus />
      )}
    </FormShell>
  );
}

function LinkPart({ about, onAdded, onClose }: PartProps) {
  async function save({ title, url, digest }: { title: string; url: string; digest: string }): Promise<void> {
    await addLink({ ...about, title, url, ...(digest === "" ? {} : { digest }) });
    await onAdded();
  }
  return (
    <FormShell
      schema={LinkForm}
      initialValues={{ title: "", url: "", digest: "" }}
      guard={false}
      submitLabel="Add link"
      onCancel={onClose}
      onSubmit={save}
    >
      {(form) => (
        <>
          <TextInput {...form.getInputProps("title")} label="What it shows" data-autofocus />
          <TextInput {...form.getInputProps("url")} label="Address" type="url" placeholder="https://" />
          <TextInput
            {...form.getInputProps("digest")}
            label={<OptionalLabel>SHA-256 digest</OptionalLabel>}
            description="Of what is there now, so that a change can be noticed."
          />
        </>
      )}
    </FormShell>
  );
}

/** Adds a file or a link as evidence. */
export function AddEvidenceDialog({ about, opened, onClose }: { about: About; opened: boolean; onClose: () => void }) {
  const [kind, setKind] = useState("file");
  const client = useQueryClient();
  async function onAdded(): Promise<void> {
    await client.invalidateQueries({ queryKey: ["evidence"] });
    onClose();
    toastDone({ message: "Evidence added." });
  }
  const part = { about, onAdded, onClose };
  return (
    <Modal opened={opened} onClose={onClose} title="Add evidence" closeButtonProps={{ "aria-label": "Close" }}>
      <div className="mk-stack">
        <SegmentedControl
          aria-label="Kind of evidence"
          value={kind}
          onChange={setKind}
          data={[
            { value: "file", label: "File" },
            { value: "link", label: "Link" },
          ]}
        />
        {kind === "file" ? <FilePart {...part} /> : <LinkPart {...part} />}
      </div>
    </Modal>
  );
}
