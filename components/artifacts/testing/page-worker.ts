import { checkFile, fileAccess } from "../check-file.ts";
import type { CheckMessage, CheckRequest } from "../check-messages.ts";

/** A worker for jsdom, which has none: it does the same work in the page. */
export class PageWorker extends EventTarget {
  static started = 0;
  static ended = 0;
  static hold: Promise<void> = Promise.resolve();
  #ended = false;

  postMessage({ file, path }: CheckRequest): void {
    PageWorker.started += 1;
    const say = (data: CheckMessage): void => {
      if (!this.#ended) this.dispatchEvent(new MessageEvent("message", { data }));
    };
    void PageWorker.hold
      .then(() => checkFile(fileAccess(file), path, (doneBytes) => say({ kind: "progress", doneBytes })))
      .then((report) => say({ kind: "done", report }))
      .catch(() => say({ kind: "failed", reason: "The file cannot be read." }));
  }

  terminate(): void {
    this.#ended = true;
    PageWorker.ended += 1;
  }
}
