"use client";

import "./imports.css";
import { Radio } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FileDrop } from "@/components/ui/file-drop.tsx";
import { formatBytes } from "@/components/ui/file-size.ts";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { describeProblem } from "@/components/ui/problem-text.ts";
import { ApiError } from "@/lib/http/client.ts";
import { importQuery, previewImport } from "@/lib/imports/api.ts";
import { bringsThreatModel, importFormats, type ImportFormatId } from "@/lib/imports/rules.ts";
import { ColumnsStep } from "./columns-step.tsx";
import { readTable, type ReadTable } from "./read-table.ts";
import { guessFormat } from "./guess-format.ts";
import { IntoChoice } from "./into-choice.tsx";
import { ProblemList } from "./problem-list.tsx";

type About = "inventory" | "threat-models";

const formats = Object.entries(importFormats) as [ImportFormatId, (typeof importFormats)[ImportFormatId]][];

function Refusal({ error }: { error: Error }) {
  const places = error instanceof ApiError ? error.problem.errors : [];
  const { title, explanation } = describeProblem(error);
  return (
    <Notice tone="red" live title={places.length > 0 ? "This file cannot be read" : title}>
      {places.length > 0 ? <ProblemList problems={places} /> : explanation}
    </Notice>
  );
}

interface FormatProps {
  about: About;
  value: ImportFormatId;
  onChange: (id: ImportFormatId) => void;
}

function FormatChoice({ about, value, onChange }: FormatProps) {
  const offered = about === "inventory" ? formats : formats.filter(([id]) => bringsThreatModel(id));
  return (
    <Radio.Group label="What do you import?" value={value} onChange={onChange} className="mk-import-formats">
      {offered.map(([id, { label, what }]) => (
        <Radio key={id} value={id} label={label} description={what} />
      ))}
    </Radio.Group>
  );
}

const crumbs = {
  inventory: [{ label: "Inventory" }, { label: "Models", href: "/models" }, { label: "Import" }],
  "threat-models": [{ label: "Risk" }, { label: "Threat models", href: "/threat-models" }, { label: "Import" }],
};

type Reading = { format: ImportFormatId; content: Blob | string; options?: string };

/** Takes a file by drop, choice or paste, and goes on to its review. The format follows the file where it tells. */
export function ImportPage({ about = "inventory" }: { about?: About }) {
  const router = useRouter();
  const client = useQueryClient();
  const [format, setFormat] = useState<ImportFormatId>(about === "inventory" ? "model-card" : "threat-dragon");
  const [into, setInto] = useState("");
  const [table, setTable] = useState<{ source: Blob; read: ReadTable } | null>(null);
  const read = useMutation({
    mutationFn: ({ format: id, content, options }: Reading) => previewImport(id, content, options),
    onSuccess: (preview) => {
      client.setQueryData(importQuery(preview.id).queryKey, preview);
      router.push(`/models/import/${preview.id}`);
    },
  });
  const choose = (id: ImportFormatId): void => {
    setFormat(id);
    setTable(null);
    read.reset();
  };
  const take = async (content: File | string): Promise<void> => {
    const id = await guessFormat(content, format);
    setFormat(id);
    const options = bringsThreatModel(id) && into !== "" ? { options: JSON.stringify({ into }) } : {};
    if (id !== "csv") return read.mutate({ format: id, content, ...options });
    const source = typeof content === "string" ? new Blob([content]) : content;
    setTable({ source, read: await readTable(source) });
  };
  const { label, accept, limitBytes } = importFormats[format];
  const busy = read.isPending || read.isSuccess;
  return (
    <>
      <PageHeader
        title="Import"
        breadcrumb={crumbs[about]}
        subtitle="A file becomes proposed records. You review what would change before anything is saved; importing the same file again changes nothing."
        line
      />
      <div className="mk-page-body">
        <div className="mk-import-start" aria-busy={read.isPending}>
          <FormatChoice about={about} value={format} onChange={choose} />
          {bringsThreatModel(format) ? <IntoChoice value={into} onChange={setInto} /> : null}
          {read.error === null ? null : <Refusal error={read.error} />}
          {table === null ? (
            <FileDrop
              what={format === "model-card" ? "a model card" : `a ${label} file`}
              accept={accept}
              maxBytes={limitBytes}
              note={`${label}, up to ${formatBytes(limitBytes)}`}
              disabled={busy}
              onFile={(file) => void take(file)}
              onText={(text) => void take(text)}
            />
          ) : (
            <ColumnsStep
              read={table.read}
              busy={busy}
              onCancel={() => choose("csv")}
              onDone={(options) => read.mutate({ format: "csv", content: table.source, options })}
            />
          )}
          {read.isPending ? <p role="status">Reading the file…</p> : null}
          <p className="mk-3 mk-small">
            Everything the file states of a record is kept with it, also what has no field of its own. HTML in it is
            shown as text, pictures are not loaded.
          </p>
        </div>
      </div>
    </>
  );
}
