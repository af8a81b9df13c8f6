"use client";

import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { numberWords, shareWords } from "@/components/charts/chart-number.ts";
import { FileDrop } from "@/components/ui/file-drop.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { uploadReference } from "@/lib/telemetry/api.ts";
import { UploadReferenceInput } from "@/lib/telemetry/reference-schema.ts";
import type { Reference, Telemetry } from "@/lib/telemetry/schema.ts";
import { z } from "@/lib/zod.ts";
import { describeColumn, readReferenceFile, type Cell, type ReferenceFile } from "./reference-file.ts";

const MOST_BYTES = 32_000_000;
const SHOWN_ROWS = 5;
/** Wide tables are scrolled with the keyboard too. */
const scrollable = { tabIndex: 0, role: "region" };
const Reason = z.strictObject({ reason: UploadReferenceInput.shape.reason });

type Chosen = { name: string; file: ReferenceFile };

const cellWords = (cell: Cell | undefined): string => (cell === null || cell === undefined ? "–" : String(cell));

/** What will be sent: each column with what it is read as, and the first rows. */
function Preview({ chosen }: { chosen: Chosen }) {
  const { columns, rows, of } = chosen.file;
  const names = Object.keys(columns);
  const first = Array.from({ length: Math.min(rows, SHOWN_ROWS) }, (_, row) => row);
  return (
    <div className="mk-stack">
      <p>
        {chosen.name}: {numberWords(names.length)} {names.length === 1 ? "column" : "columns"}, {numberWords(of)}{" "}
        {of === 1 ? "row" : "rows"}.
        {rows === of ? "" : ` ${numberWords(rows)} of them are sent, evenly chosen: more do not fit into one request.`}
      </p>
      <div className="mk-reference-preview" {...scrollable} aria-label="Columns and first rows">
        <table>
          <thead>
            <tr>
              {names.map((name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
            <tr>
              {names.map((name) => {
                const { type, missing, different } = describeColumn(columns[name] ?? []);
                return (
                  <td key={name}>
                    {type}, {numberWords(different)} different
                    {missing === 0 ? "" : `, ${shareWords(missing)} missing`}
                  </td>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {first.map((row) => (
              <tr key={row}>
                {names.map((name) => (
                  <td key={name}>{cellWords(columns[name]?.[row])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** The first reference of a model holds at once; another one waits for a second person. */
export const proposeLabel = ({ reference }: Telemetry): string =>
  reference === null ? "Freeze this reference" : "Propose this reference";

interface UploadFormProps {
  telemetry: Telemetry;
  onDone: (reference: Reference) => void;
  onClose: () => void;
}

/** Training data as reference: choose a file, look at what it is read as, say where it comes from, propose it. */
export function UploadForm({ telemetry, onDone, onClose }: UploadFormProps) {
  const [chosen, setChosen] = useState<Chosen>();
  const [refused, setRefused] = useState<string>();
  const read = async (file: File) => {
    const found = readReferenceFile(await file.text());
    setRefused("refused" in found ? `${file.name}: ${found.refused}` : undefined);
    setChosen("file" in found ? { name: file.name, file: found.file } : undefined);
  };
  if (chosen === undefined) {
    return (
      <div className="mk-stack">
        {refused === undefined ? null : (
          <Notice tone="red" live title="The file cannot be read">
            {refused}
          </Notice>
        )}
        <FileDrop
          what="a file of training data"
          accept=".csv,.tsv,.txt,.json,text/csv,application/json"
          maxBytes={MOST_BYTES}
          onFile={(file) => void read(file)}
          focused
          note="CSV with headings, or JSON with rows. A fair sample is enough; rows are counted and not kept."
        />
      </div>
    );
  }
  const save = async ({ reason }: { reason: string }) => {
    const columns = Object.fromEntries(
      Object.entries(chosen.file.columns).map(([name, cells]): [string, Cell[]] => [name, [...cells]]),
    );
    onDone(await uploadReference({ id: telemetry.model.slug, columns, reason }));
    onClose();
  };
  return (
    <FormShell
      schema={Reason}
      initialValues={{ reason: "" }}
      guard={false}
      submitLabel={proposeLabel(telemetry)}
      onCancel={onClose}
      onSubmit={save}
    >
      {(form) => (
        <>
          <Preview chosen={chosen} />
          <div>
            <Button size="compact-xs" variant="subtle" onClick={() => setChosen(undefined)}>
              Choose another file
            </Button>
          </div>
          <Textarea
            {...form.getInputProps("reason")}
            label="Where these rows come from"
            description="Whoever approves reads it, and it stays in the audit trail."
            autosize
            minRows={2}
            data-autofocus
          />
        </>
      )}
    </FormShell>
  );
}
