import { openStream } from "./open-stream.ts";

const leaseKey = "modelkeep.live.leader";
const leaseMs = 6_000;
const renewMs = 2_000;

interface Lease {
  tab: string;
  until: number;
}

/** The lease as stored; undefined when there is none or it cannot be read. */
export function readLease(text: string | null): Lease | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    if (typeof value !== "object" || value === null) return undefined;
    const { tab, until } = value as Partial<Lease>;
    return typeof tab === "string" && typeof until === "number" ? { tab, until } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether this tab may hold the stream: nobody else's lease is running. */
export function mayLead(lease: Lease | undefined, tab: string, now: number): boolean {
  return lease === undefined || lease.tab === tab || lease.until < now;
}

/**
 * One tab holds the stream and tells the others; when it closes or falls silent for six seconds another one takes over.
 * Two leaders for a moment are harmless: events only mark data as old. Needs no secure context.
 */
export function joinTabs(url: string, onMessage: (data: string) => void, onMissed: () => void): () => void {
  const tab = `${Date.now()}-${crypto.getRandomValues(new Uint32Array(2)).join("")}`;
  const channel = new BroadcastChannel("modelkeep.live");
  let close: (() => void) | undefined;
  channel.onmessage = (event) => (typeof event.data === "string" ? onMessage(event.data) : onMissed());

  function lead(): void {
    close ??= openStream(
      url,
      (data) => {
        channel.postMessage(data);
        onMessage(data);
      },
      () => {
        channel.postMessage(null);
        onMissed();
      },
    );
  }

  function renew(): void {
    const now = Date.now();
    if (!mayLead(readLease(localStorage.getItem(leaseKey)), tab, now)) {
      close?.();
      close = undefined;
      return;
    }
    localStorage.setItem(leaseKey, JSON.stringify({ tab, until: now + leaseMs } satisfies Lease));
    lead();
  }

  function leave(): void {
    if (readLease(localStorage.getItem(leaseKey))?.tab === tab) localStorage.removeItem(leaseKey);
  }

  renew();
  const timer = setInterval(renew, renewMs);
  window.addEventListener("pagehide", leave);
  return () => {
    clearInterval(timer);
    window.removeEventListener("pagehide", leave);
    leave();
    close?.();
    channel.close();
  };
}
