"use client";

import { Button, Progress } from "@mantine/core";
import type { ReactNode } from "react";
import { StateBadge } from "@/components/ui/badge.tsx";
import { formatBytes } from "@/components/ui/file-size.ts";
import { Digest } from "@/components/ui/mono.tsx";
import { artifactFormats } from "@/lib/artifact-scan/detect-format.ts";
import type { ScanReport } from "@/lib/artifact-scan/schema.ts";
import { findingCounts, judgeFile, progressWords, type RecordedFile } from "./check-words.ts";
import { FindingList, ImportList } from "./finding-list.tsx";
import { InventoryMatch } from "./inventory-match.tsx";
import type { CheckedFile } from "./use-file-checks.ts";

interface FileRowProps {
  file: CheckedFile;
  /** Files of one version to compare with; undefined looks the digest up in the whole inventory. */
  recorded: readonly RecordedFile[] | undefined;
  onCancel: () => void;
}

function Working({ file }: { file: CheckedFile }) {
  const percent = file.file.size === 0 ? 100 : Math.round((file.doneBytes / file.file.size) * 100);
  return (
    <>
      <Progress value={percent} aria-label={`Checking ${file.path}`} />
      <div className="mk-check-line">{progressWords(file)}</div>
    </>
  );
}

function Result({ report, recorded }: { report: ScanReport; recorded: readonly RecordedFile[] | undefined }) {
  const found = findingCounts(report.findings);
  const verdict = recorded === undefined ? undefined : judgeFile(report.fileName, report.digest, recorded);
  return (
    <>
      <div className="mk-check-head" role="status">
        {verdict === undefined ? null : <StateBadge tone={verdict.tone}>{verdict.words}</StateBadge>}
        <StateBadge tone={found.tone}>{found.words}</StateBadge>
      </div>
      <div className="mk-check-line">
        SHA-256 <Digest value={report.digest} /> · {artifactFormats[report.format]} · {formatBytes(report.sizeBytes)}
      </div>
      {recorded === undefined ? <InventoryMatch digest={report.digest} /> : null}
      <FindingList findings={report.findings} />
      <ImportList imports={report.imports} />
    </>
  );
}

/** One file: how far its check is, or what came out. */
export function FileRow({ file, recorded, onCancel }: FileRowProps) {
  const open = file.state === "waiting" || file.state === "working";
  const states: Partial<Record<CheckedFile["state"], ReactNode>> = {
    waiting: <span className="mk-check-line">Waiting</span>,
    cancelled: <span className="mk-check-line">Cancelled</span>,
    failed: <StateBadge tone="red">Not checked</StateBadge>,
  };
  return (
    <li className="mk-check-file">
      <div className="mk-check-head">
        <strong>{file.path}</strong>
        {states[file.state]}
        {open ? (
          <Button
            variant="default"
            size="compact-sm"
            onClick={onCancel}
            aria-label={`Cancel the check of ${file.path}`}
          >
            Cancel
          </Button>
        ) : null}
      </div>
      {file.state === "working" ? <Working file={file} /> : null}
      {file.problem === null ? null : <div className="mk-check-line">{file.problem}</div>}
      {file.report === null ? null : <Result report={file.report} recorded={recorded} />}
    </li>
  );
}
