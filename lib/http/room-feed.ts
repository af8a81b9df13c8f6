import { runQuery } from "../kernel/query.ts";
import { log } from "../log.ts";
import { readRoomFeed } from "../threats/queries/room-feed.ts";
import type { BatchDto, PresenceDto, RoomMessage } from "../threats/schema.ts";
import { FreshPresence } from "./fresh-presence.ts";

const POLL_MS = 100;
/** Clocks of web processes differ a little: presence is read back this far, and what was seen is skipped. */
const OVERLAP_MS = 3_000;

type Listener = (message: RoomMessage) => void;
type Subscription = { room: string; seq: number; listener: Listener };

/** Looks every 100 ms at all rooms that this process serves, and tells each listener what is new to it. */
class RoomFeed {
  readonly #subscriptions = new Set<Subscription>();
  #seen = new FreshPresence();
  #running = false;

  subscribe(subscription: Subscription): () => void {
    this.#subscriptions.add(subscription);
    if (!this.#running) {
      this.#running = true;
      this.#schedule(0);
    }
    return () => {
      this.#subscriptions.delete(subscription);
    };
  }

  #schedule(delayMs: number): void {
    setTimeout(() => {
      void this.#look();
    }, delayMs).unref();
  }

  async #look(): Promise<void> {
    let delayMs = POLL_MS;
    try {
      await this.#deliver();
    } catch (error) {
      log.warn("rooms cannot be read; trying again", { error });
      delayMs = 1_000;
    }
    if (this.#subscriptions.size > 0) {
      this.#schedule(delayMs);
      return;
    }
    this.#running = false;
    this.#seen = new FreshPresence();
  }

  async #deliver(): Promise<void> {
    const oldest = new Map<string, number>();
    for (const { room, seq } of this.#subscriptions) oldest.set(room, Math.min(seq, oldest.get(room) ?? seq));
    const since = new Date(Date.now() - OVERLAP_MS).toISOString();
    const { batches, presence } = await runQuery(readRoomFeed, {
      actor: { type: "system", name: "rooms" },
      input: { rooms: [...oldest].map(([id, after]) => ({ id, after })), since },
    });
    this.#seen.forgetBefore(since);
    const fresh = presence.filter((one) => this.#seen.note(`${one.room} ${one.presence.id}`, one.at));
    if (batches.length + fresh.length === 0) return;
    for (const subscription of this.#subscriptions) {
      const mine = batches.flatMap(({ room, batch }): BatchDto[] =>
        room === subscription.room && batch.seq > subscription.seq ? [batch] : [],
      );
      const others = fresh.flatMap((one): PresenceDto[] => (one.room === subscription.room ? [one.presence] : []));
      if (mine.length + others.length === 0) continue;
      subscription.seq = mine.at(-1)?.seq ?? subscription.seq;
      subscription.listener({ room: subscription.room, batches: mine, presence: others });
    }
  }
}

const shared = globalThis as { modelkeepRooms?: RoomFeed };

/** Listens to a room from the batch after `seq` on. Gives the function that stops listening. */
export function subscribeRoom(subscription: Subscription): () => void {
  shared.modelkeepRooms ??= new RoomFeed();
  return shared.modelkeepRooms.subscribe({ ...subscription });
}
