import { joinTabs } from "./leader-among-tabs.ts";
import { openStream } from "./open-stream.ts";
import { streamUrl, workerUrl } from "./stream-address.ts";

function joinWorker(onMessage: (data: string) => void, onMissed: () => void): () => void {
  const { port } = new SharedWorker(workerUrl, { name: "modelkeep-live-events" });
  port.onmessage = (event: MessageEvent<unknown>) =>
    typeof event.data === "string" ? onMessage(event.data) : onMissed();
  const leave = () => port.postMessage("leave");
  window.addEventListener("pagehide", leave);
  port.start();
  return () => {
    window.removeEventListener("pagehide", leave);
    leave();
    port.close();
  };
}

/**
 * Joins the one stream this browser holds: in a SharedWorker, else with a leader among the tabs, else a stream of this tab.
 * One for all because a browser opens six HTTP/1.1 connections to a host and no more. Returns the function that leaves.
 */
export function joinLiveEvents(onMessage: (data: string) => void, onMissed: () => void): () => void {
  try {
    if (typeof SharedWorker === "function") return joinWorker(onMessage, onMissed);
    if (typeof BroadcastChannel === "function") return joinTabs(streamUrl, onMessage, onMissed);
  } catch {
    // Storage or workers may be forbidden: a stream of this tab alone still works.
  }
  return openStream(streamUrl, onMessage, onMissed);
}
