import { checkFile, fileAccess } from "./check-file.ts";
import type { CheckMessage, CheckRequest } from "./check-messages.ts";

const PROGRESS_EVERY_MS = 100;

const say = (message: CheckMessage): void => postMessage(message);

/** One file a worker: whoever started it ends it, which is also how a check is cancelled. */
addEventListener("message", ({ data }: MessageEvent<CheckRequest>) => {
  let told = 0;
  const onProgress = (doneBytes: number): void => {
    const at = performance.now();
    if (at - told < PROGRESS_EVERY_MS) return;
    told = at;
    say({ kind: "progress", doneBytes });
  };
  checkFile(fileAccess(data.file), data.path, onProgress).then(
    (report) => say({ kind: "done", report }),
    () => say({ kind: "failed", reason: "The file cannot be read. It may have been changed, moved or deleted." }),
  );
});
