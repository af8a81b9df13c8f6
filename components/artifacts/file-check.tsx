"use client";

import "./artifacts.css";
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Notice } from "@/components/ui/notice.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { recordScan } from "@/lib/signing/api.ts";
import { fitReports, type RecordedFile } from "./check-words.ts";
import { FilePicker } from "./file-picker.tsx";
import { FileRow } from "./file-row.tsx";
import { useFileChecks } from "./use-file-checks.ts";

const MAX_RECORDED = 200;

interface FileCheckProps {
  /** The version to put the outcome on file for; without it, digests are looked up in the whole inventory. */
  versionId?: string;
  /** What is recorded of the version's files. */
  artifacts?: readonly RecordedFile[];
  /** Whether this person may add evidence. */
  mayRecord?: boolean;
}

/** Checks files in the browser: digest, comparison with what is recorded, and what they would do when they are loaded. */
export function FileCheck({ versionId, artifacts, mayRecord = false }: FileCheckProps) {
  const checks = useFileChecks();
  const client = useQueryClient();
  const reports = checks.files.map(({ report }) => report).filter((report) => report !== null);
  const record = useMutation({
    mutationFn: () => recordScan({ versionId: versionId ?? "", reports: fitReports(reports) }),
    onSuccess: async ({ title }) => {
      await client.invalidateQueries({ queryKey: ["evidence"] });
      toastDone({ message: `Recorded: ${title}.` });
    },
  });
  const unrecordable = record.isPending || checks.busy || reports.length === 0;
  return (
    <div className="mk-check-area">
      <FilePicker
        onPick={(picked) => {
          record.reset();
          checks.add(picked);
        }}
        note="Files of any size. They are read in this browser and never uploaded."
      />
      {checks.files.length === 0 ? null : (
        <ul className="mk-check-files">
          {checks.files.map((file) => (
            <FileRow key={file.id} file={file} recorded={artifacts} onCancel={() => checks.cancel(file.id)} />
          ))}
        </ul>
      )}
      {reports.length > MAX_RECORDED ? (
        <Notice tone="amber">At most {MAX_RECORDED} files can be recorded at once. Check fewer files.</Notice>
      ) : null}
      {record.error === null ? null : <ProblemPanel error={record.error} />}
      {checks.files.length === 0 ? null : (
        <div className="mk-check-actions">
          {versionId === undefined || !mayRecord ? null : (
            <Button
              onClick={() => record.mutate()}
              loading={record.isPending}
              disabled={unrecordable || record.isSuccess || reports.length > MAX_RECORDED}
            >
              {record.isSuccess ? "Recorded as evidence" : "Record as evidence"}
            </Button>
          )}
          <Button variant="default" onClick={checks.clear}>
            Clear
          </Button>
        </div>
      )}
    </div>
  );
}
