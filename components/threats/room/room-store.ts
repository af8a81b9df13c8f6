import type { BatchOutcome } from "@/lib/graph/apply-batch.ts";
import { toDiagram, type Diagram } from "@/lib/graph/diagram.ts";
import { Replica, type Batch } from "@/lib/graph/replica.ts";
import type { DiagramContent, Operation } from "@/lib/graph/schema.ts";
import type { AppliedDto, BatchDto, PresenceDto, RefusalDto, RoomMessage } from "@/lib/threats/schema.ts";

/** What the server said to a batch: taken, refused whole, or not reached at all. */
export type Sent =
  | { kind: "applied"; answer: AppliedDto }
  | { kind: "refused"; message: string; refused: readonly RefusalDto[] }
  | { kind: "unreachable" };

/** How the store reaches the server and keeps what was not sent yet. */
export type RoomDoor = {
  send: (batch: Batch) => Promise<Sent>;
  after: (seq: number) => Promise<{ items: readonly BatchDto[]; seq: number }>;
  keep: (pending: readonly Batch[]) => void;
  newId: () => string;
  now: () => number;
  wait: (ms: number) => Promise<void>;
};

export type RoomPerson = PresenceDto & { seenAtMs: number };

export type RoomState = {
  diagram: Diagram;
  seq: number;
  /** "live" hears from the server, "waiting" is trying to. */
  connection: "live" | "waiting";
  /** Batches that the server has not answered. */
  unsent: number;
  people: readonly RoomPerson[];
};

/** Something to tell the person: changes of theirs that were refused. */
export type RoomNotice = { message: string; refused: readonly RefusalDto[] };

const GONE_AFTER_MS = 12_000;
const LONGEST_PAUSE_MS = 15_000;
const MAX_OPERATIONS = 1_000;

type Listener = () => void;

/**
 * A browser's side of a room. Changes show at once and go out one batch after another; what the server accepted from anybody comes
 * in by `receive`. While the server cannot be reached, changes are kept (also over a reload) and sent when it is back; what no
 * longer fits then is refused with the reason.
 */
export class RoomStore {
  readonly #door: RoomDoor;
  readonly #replica: Replica;
  readonly #listeners = new Set<Listener>();
  readonly #people = new Map<string, RoomPerson>();
  readonly #lastChange = new Map<string, string>();
  #state: RoomState;
  #sending = false;
  #catchingUp: Promise<void> | null = null;
  #connection: RoomState["connection"] = "live";
  #closed = false;
  #attempt = 0;
  readonly #noticing = new Set<(notice: RoomNotice) => void>();

  constructor(door: RoomDoor, start: { content: DiagramContent; seq: number; kept?: readonly Batch[] }) {
    this.#door = door;
    this.#replica = new Replica(toDiagram(start.content), start.seq, start.kept ?? []);
    this.#state = this.#snapshot();
  }

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Hears of changes of this person that were refused. */
  readonly onNotice = (listener: (notice: RoomNotice) => void): (() => void) => {
    this.#noticing.add(listener);
    return () => this.#noticing.delete(listener);
  };

  readonly state = (): RoomState => this.#state;

  /** The name of whoever changed this part last, as far as this browser heard. */
  readonly changedBy = (id: string): string | null => this.#lastChange.get(id) ?? null;

  /** Shows a change at once and sends it. What cannot fit is refused here already and never sent. */
  readonly propose = (operations: readonly Operation[]): BatchOutcome => {
    const batch = { id: this.#door.newId(), operations: [...operations].slice(0, MAX_OPERATIONS) };
    const outcome = this.#replica.propose(batch);
    const rest = operations.slice(MAX_OPERATIONS);
    if (outcome.effects.length > 0) this.#changed();
    void this.#sendAll();
    if (rest.length === 0) return outcome;
    const more = this.propose(rest);
    return {
      effects: [...outcome.effects, ...more.effects],
      inverse: [...more.inverse, ...outcome.inverse],
      refused: [...outcome.refused, ...more.refused.map((one) => ({ ...one, index: one.index + MAX_OPERATIONS }))],
    };
  };

  /** Takes a message of the stream. */
  receive({ batches, presence }: Pick<RoomMessage, "batches" | "presence">): void {
    this.#connection = "live";
    for (const batch of batches) this.#take(batch);
    for (const person of presence) this.#see(person);
    if (this.#replica.hasGap) void this.catchUp();
    this.#changed();
  }

  /** Fetches what was missed; call it when the stream was broken. */
  catchUp(): Promise<void> {
    this.#catchingUp ??= this.#fetchMissed().finally(() => {
      this.#catchingUp = null;
    });
    return this.#catchingUp;
  }

  /** Sends what an earlier visit left behind. */
  start(): void {
    this.#door.keep(this.#replica.pending);
    void this.#sendAll();
  }

  /** Forgets people who have not been heard of for a while. */
  sweep(): void {
    const limit = this.#door.now() - GONE_AFTER_MS;
    const before = this.#people.size;
    for (const [id, person] of this.#people) if (person.seenAtMs < limit) this.#people.delete(id);
    if (this.#people.size !== before) this.#changed();
  }

  close(): void {
    this.#closed = true;
    this.#listeners.clear();
  }

  async #fetchMissed(): Promise<void> {
    while (!this.#closed) {
      try {
        const { items, seq } = await this.#door.after(this.#replica.seq);
        for (const batch of items) this.#take(batch);
        if (this.#replica.seq >= seq || items.length === 0) {
          this.#connection = "live";
          this.#changed();
          return;
        }
      } catch {
        this.#connection = "waiting";
        this.#changed();
        await this.#pause();
      }
    }
  }

  async #sendAll(): Promise<void> {
    if (this.#sending || this.#closed) return;
    this.#sending = true;
    try {
      for (let next = this.#replica.pending[0]; next !== undefined; next = this.#replica.pending[0]) {
        if (this.#isClosed()) return;
        await this.#sendOne(next);
      }
    } finally {
      this.#sending = false;
    }
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  async #sendOne(batch: Batch): Promise<void> {
    const sent = await this.#door.send(batch);
    if (sent.kind === "unreachable") {
      this.#connection = "waiting";
      this.#changed();
      await this.#pause();
      return;
    }
    this.#attempt = 0;
    this.#connection = "live";
    if (sent.kind === "refused") {
      this.#replica.settle(batch.id);
      this.#tell({ message: sent.message, refused: sent.refused });
    } else {
      const { seq, effects, refused } = sent.answer;
      if (seq === null) this.#replica.settle(batch.id);
      else this.#replica.receive({ seq, id: batch.id, effects });
      if (refused.length > 0) this.#tell({ message: refused[0]?.message ?? "", refused });
      if (this.#replica.pending[0]?.id === batch.id) await this.catchUp();
    }
    this.#changed();
  }

  #tell(notice: RoomNotice): void {
    for (const listener of this.#noticing) listener(notice);
  }

  #pause(): Promise<void> {
    this.#attempt += 1;
    return this.#door.wait(Math.min(LONGEST_PAUSE_MS, 500 * 2 ** Math.min(6, this.#attempt - 1)));
  }

  #take(batch: BatchDto): void {
    this.#replica.receive(batch);
    for (const effect of batch.effects) {
      this.#lastChange.set(effect.do === "add" ? effect.value.id : effect.id, batch.actor.name);
    }
  }

  #see(person: PresenceDto): void {
    if (person.state.left) this.#people.delete(person.id);
    else this.#people.set(person.id, { ...person, seenAtMs: this.#door.now() });
  }

  #snapshot(): RoomState {
    return {
      diagram: this.#replica.view,
      seq: this.#replica.seq,
      connection: this.#connection,
      unsent: this.#replica.pending.length,
      people: [...this.#people.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    };
  }

  #changed(): void {
    this.#door.keep(this.#replica.pending);
    this.#state = this.#snapshot();
    for (const listener of this.#listeners) listener();
  }
}
