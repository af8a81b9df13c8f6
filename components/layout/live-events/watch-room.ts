import { openStream } from "./open-stream.ts";
import { streamUrl, workerUrl } from "./stream-address.ts";

/**
 * Listens to what happens around one diagram: messages go to `onMessage` as they come, `onMissed` says that some may have been
 * lost. Shares the stream of this browser where a SharedWorker exists; else this tab opens one. Returns the function that leaves.
 */
export function watchRoom(room: string, onMessage: (data: string) => void, onMissed: () => void): () => void {
  if (typeof SharedWorker !== "function") {
    return openStream(`${streamUrl}?room=${encodeURIComponent(room)}`, onMessage, onMissed);
  }
  const { port } = new SharedWorker(workerUrl, { name: "modelkeep-live-events" });
  port.onmessage = (event: MessageEvent<unknown>) =>
    typeof event.data === "string" ? onMessage(event.data) : onMissed();
  const leave = () => port.postMessage("leave");
  window.addEventListener("pagehide", leave);
  port.start();
  port.postMessage({ watch: room });
  return () => {
    window.removeEventListener("pagehide", leave);
    leave();
    port.close();
  };
}
