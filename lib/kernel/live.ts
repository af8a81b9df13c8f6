import { reader } from "../db/client.ts";
import { log } from "../log.ts";

/** What changed, for the browsers of one organization; `userId` when it is for one person only. */
export type LiveSignal = { orgId: string; userId: string | null; entityType: string; entityId: string };
type Listener = (signals: readonly LiveSignal[]) => void;

const POLL_MS = 100;
/** Rows become visible out of order, so each look goes back this far and skips what was seen. */
const OVERLAP_MS = 10_000;

type Subscription = { orgId: string; userId: string | null; listener: Listener };

class Poller {
  readonly #subscriptions = new Set<Subscription>();
  readonly #seen = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #primed = false;

  subscribe(subscription: Subscription): () => void {
    this.#subscriptions.add(subscription);
    if (this.#timer === undefined) this.#schedule(0);
    return () => {
      this.#subscriptions.delete(subscription);
    };
  }

  #schedule(delayMs: number): void {
    this.#timer = setTimeout(() => {
      void this.#look();
    }, delayMs);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    let delayMs = POLL_MS;
    try {
      this.#deliver(await this.#fresh());
    } catch (error) {
      log.warn("live events cannot be read; trying again", { error });
      delayMs = 2_000;
    }
    if (this.#subscriptions.size > 0) {
      this.#schedule(delayMs);
    } else {
      this.#timer = undefined;
      this.#primed = false;
      this.#seen.clear();
    }
  }

  async #fresh(): Promise<LiveSignal[]> {
    const now = Date.now();
    const rows = await reader().liveEvent.findMany({
      where: { at: { gt: new Date(now - OVERLAP_MS) } },
      orderBy: { id: "asc" },
      take: 5_000,
    });
    const fresh = rows.filter((row) => !this.#seen.has(row.id.toString()));
    for (const row of fresh) this.#seen.set(row.id.toString(), now);
    for (const [id, at] of this.#seen) if (now - at > 3 * OVERLAP_MS) this.#seen.delete(id);
    if (this.#primed) return fresh;
    this.#primed = true;
    return [];
  }

  #deliver(signals: readonly LiveSignal[]): void {
    if (signals.length === 0) return;
    for (const { orgId, userId, listener } of this.#subscriptions) {
      const mine = signals.filter((s) => s.orgId === orgId && (s.userId === null || s.userId === userId));
      if (mine.length > 0) listener(mine);
    }
  }
}

const shared = globalThis as { modelkeepLive?: Poller };

/** Listens to what changes in an organization; one look at the database per process and 100 ms serves everybody. */
export function subscribeLive(subscription: Subscription): () => void {
  shared.modelkeepLive ??= new Poller();
  return shared.modelkeepLive.subscribe(subscription);
}
