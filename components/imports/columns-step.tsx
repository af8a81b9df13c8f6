import { Button, Select } from "@mantine/core";
import { useState } from "react";
import { Notice } from "@/components/ui/notice.tsx";
import { Section } from "@/components/ui/section.tsx";
import type { CsvField, CsvMapping } from "@/lib/interop/csv/mapping.ts";
import { csvFields } from "@/lib/interop/csv/mapping.ts";
import type { CsvPreview } from "@/lib/interop/csv/preview-csv.ts";
import { ProblemList } from "./problem-list.tsx";
import type { ReadTable } from "./read-table.ts";

interface StepProps {
  read: ReadTable;
  busy: boolean;
  onDone: (options: string) => void;
  onCancel: () => void;
}

const fieldLabels: Readonly<Record<CsvField, string>> = {
  name: "Name",
  slug: "Address",
  description: "Description",
  purpose: "Purpose",
  ownerEmail: "Owner (e-mail address)",
  team: "Team",
  provider: "Provider",
  kind: "Kind",
  tasks: "Tasks",
  licence: "Licence",
  sensitivity: "Sensitivity",
  stage: "Lifecycle stage",
  inOperation: "In operation (yes or no)",
  tags: "Tags",
  versionLabel: "Version",
  versionDescription: "What is new in the version",
  artifactName: "Artifact: file name",
  artifactDigest: "Artifact: SHA-256 digest",
  artifactLocation: "Artifact: where it is kept",
};

function ColumnRow({
  preview,
  column,
  mapping,
  onMap,
}: {
  preview: CsvPreview;
  column: number;
  mapping: CsvMapping;
  onMap: (field: CsvField | null) => void;
}) {
  const heading = preview.headings[column] ?? "";
  const cells = preview.rows.map((row) => row.cells[column] ?? "").filter((cell) => cell !== "");
  return (
    <tr>
      <th scope="row">{heading === "" ? `Column ${column + 1}` : heading}</th>
      <td className="mk-3 mk-columns-cells">{cells.slice(0, 3).join(" · ").slice(0, 120)}</td>
      <td>
        <Select
          aria-label={`${heading === "" ? `Column ${column + 1}` : heading} holds`}
          placeholder="Keep, take nothing over"
          clearable
          searchable
          value={mapping[column] ?? null}
          data={csvFields.map((field) => ({
            value: field,
            label: fieldLabels[field],
            disabled: mapping.some((taken, index) => taken === field && index !== column),
          }))}
          onChange={onMap}
        />
      </td>
    </tr>
  );
}

/** For a table: says which column holds what, starting from what its headings suggest. */
export function ColumnsStep({ read, busy, onDone, onCancel }: StepProps) {
  const proposed = "preview" in read ? read.preview.mapping : [];
  const [mapping, setMapping] = useState<CsvMapping>(proposed);
  if ("refused" in read) {
    return (
      <>
        <Notice tone="red" live title="This table cannot be read">
          <ProblemList problems={read.refused.problems} />
        </Notice>
        <Button variant="default" onClick={onCancel}>
          Choose another file
        </Button>
      </>
    );
  }
  const { preview } = read;
  const named = mapping.includes("name");
  return (
    <Section title="Which column holds what?" note={preview.rowCount} framed>
      <p className="mk-3 mk-columns-help">
        The headings suggest the fields; change what is wrong. Columns that are not taken over are kept with the record.
      </p>
      <div className="mk-table-scroll">
        <table className="mk-columns">
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">First rows</th>
              <th scope="col">Holds</th>
            </tr>
          </thead>
          <tbody>
            {preview.headings.map((_, column) => (
              <ColumnRow
                key={column}
                preview={preview}
                column={column}
                mapping={mapping}
                onMap={(field) => setMapping(mapping.map((each, index) => (index === column ? field : each)))}
              />
            ))}
          </tbody>
        </table>
      </div>
      {named ? null : (
        <Notice tone="amber" title="No column holds the name">
          Choose the column that says what each model is called.
        </Notice>
      )}
      <div className="mk-supply-apply">
        <Button disabled={!named} loading={busy} onClick={() => onDone(JSON.stringify(mapping))}>
          Review {preview.rowCount.toLocaleString("en-GB")} {preview.rowCount === 1 ? "row" : "rows"}
        </Button>
        <Button variant="default" onClick={onCancel} disabled={busy}>
          Choose another file
        </Button>
      </div>
    </Section>
  );
}
