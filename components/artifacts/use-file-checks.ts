import { useEffect, useRef, useState } from "react";
import type { ScanReport } from "@/lib/artifact-scan/schema.ts";
import { startCheck, type CheckMessage } from "./check-messages.ts";
import type { Picked } from "./pick-files.ts";

export type FileState = "waiting" | "working" | "done" | "failed" | "cancelled";

export type CheckedFile = {
  id: number;
  path: string;
  file: File;
  state: FileState;
  doneBytes: number;
  /** Bytes a second since this file was begun; 0 before it is known. */
  speed: number;
  report: ScanReport | null;
  problem: string | null;
};

type Running = { id: number; startedAt: number; end: () => void };

function after(file: CheckedFile, message: CheckMessage, startedAt: number): CheckedFile {
  if (message.kind === "done") {
    return { ...file, state: "done", doneBytes: file.file.size, report: message.report };
  }
  if (message.kind === "failed") return { ...file, state: "failed", problem: message.reason };
  const seconds = (performance.now() - startedAt) / 1000;
  return { ...file, doneBytes: message.doneBytes, speed: seconds < 0.5 ? 0 : message.doneBytes / seconds };
}

/**
 * Checks files one after the other in a worker, so that the page stays usable and a disk is read in order. Leaving the page
 * ends what is under way.
 */
export function useFileChecks(): {
  files: readonly CheckedFile[];
  busy: boolean;
  add: (picked: readonly Picked[]) => void;
  cancel: (id: number) => void;
  clear: () => void;
} {
  const [files, setFiles] = useState<readonly CheckedFile[]>([]);
  const running = useRef<Running | undefined>(undefined);
  const nextId = useRef(1);

  const change = (id: number, make: (file: CheckedFile) => CheckedFile): void =>
    setFiles((all) => all.map((file) => (file.id === id ? make(file) : file)));

  useEffect(() => () => running.current?.end(), []);

  const waiting = files.find(({ state }) => state === "waiting");
  const working = files.some(({ state }) => state === "working");
  useEffect(() => {
    if (waiting === undefined || working || running.current !== undefined) return;
    const { id, file, path } = waiting;
    const startedAt = performance.now();
    const end = startCheck({ file, path }, (message) => {
      if (running.current?.id !== id) return;
      if (message.kind !== "progress") running.current = undefined;
      change(id, (each) => after(each, message, startedAt));
    });
    running.current = { id, startedAt, end };
    change(id, (each) => ({ ...each, state: "working" }));
  }, [waiting, working]);

  function add(picked: readonly Picked[]): void {
    const added = picked.map(({ file, path }): CheckedFile => {
      const id = nextId.current++;
      return { id, path, file, state: "waiting", doneBytes: 0, speed: 0, report: null, problem: null };
    });
    setFiles((all) => [...all, ...added]);
  }

  function cancel(id: number): void {
    if (running.current?.id === id) {
      running.current.end();
      running.current = undefined;
    }
    change(id, (file) => ({ ...file, state: "cancelled" }));
  }

  function clear(): void {
    running.current?.end();
    running.current = undefined;
    setFiles([]);
  }

  const busy = waiting !== undefined || working;
  return { files, busy, add, cancel, clear };
}
