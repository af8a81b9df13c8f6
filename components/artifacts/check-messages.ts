import type { ScanReport } from "@/lib/artifact-scan/schema.ts";

/** What the page asks of a worker, once. */
export type CheckRequest = { file: File; path: string };

/** What the worker says: how far it is, and at the end the report or why there is none. */
export type CheckMessage =
  { kind: "progress"; doneBytes: number } | { kind: "done"; report: ScanReport } | { kind: "failed"; reason: string };

/** Starts a check beside the page; the function it gives ends it. */
export function startCheck(request: CheckRequest, onMessage: (message: CheckMessage) => void): () => void {
  const worker = new Worker(new URL("./check-file.worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<CheckMessage>) => {
    if (data.kind !== "progress") worker.terminate();
    onMessage(data);
  });
  worker.addEventListener("error", () => {
    worker.terminate();
    onMessage({ kind: "failed", reason: "The check could not be started in this browser." });
  });
  worker.postMessage(request);
  return () => worker.terminate();
}
