"use client";

import "./imports.css";
import { useQuery } from "@tanstack/react-query";
import { formatBytes } from "@/components/ui/file-size.ts";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import { importFileHref, importFilesQuery } from "@/lib/imports/api.ts";
import { importFormats } from "@/lib/imports/rules.ts";
import type { ImportFileDto } from "@/lib/imports/schema.ts";

function FileRow({ file }: { file: ImportFileDto }) {
  return (
    <li>
      {file.erased ? (
        <span>{file.name}</span>
      ) : (
        <a className="mk-link" href={importFileHref(file.id)} download>
          {file.name}
        </a>
      )}
      <p className="mk-3 mk-small">
        {importFormats[file.format].label}, {formatBytes(file.sizeBytes)}, imported{" "}
        <RelativeTime at={file.importedAt} />
        {file.importedBy === null ? "" : ` by ${file.importedBy}`}
        {file.erased ? ". Taken out, because it named a person who was erased." : ""}
      </p>
    </li>
  );
}

/** The files that a record was imported from, as they came; nothing when it was not imported. */
export function ImportedFiles({ entity }: { entity: string }) {
  const { data } = useQuery(importFilesQuery(entity));
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Section title="Imported from" note="the files as they came, also with what no record keeps">
      <ul className="mk-import-files">
        {data.items.map((file) => (
          <FileRow key={file.id} file={file} />
        ))}
      </ul>
    </Section>
  );
}
