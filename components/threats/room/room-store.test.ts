import { describe, expect, it } from "vitest";
import { applyBatch } from "@/lib/graph/apply-batch.ts";
import { emptyDiagram, toContent } from "@/lib/graph/diagram.ts";
import type { Batch } from "@/lib/graph/replica.ts";
import type { Operation } from "@/lib/graph/schema.ts";
import { makeElement, testId } from "@/lib/graph/testing/make.ts";
import type { BatchDto } from "@/lib/threats/schema.ts";
import { RoomStore, type RoomDoor, type RoomNotice, type Sent } from "./room-store.ts";

/** A server that can be cut off, with the doors of several browsers. */
function makeServer() {
  const diagram = emptyDiagram();
  const log: BatchDto[] = [];
  const kept = new Map<string, readonly Batch[]>();
  let ids = 1_000;
  const cut = new Set<string>();
  /** Answers that get lost on the way back. */
  const lost = new Set<string>();
  const take = (name: string, batch: Batch): Sent => {
    const known = log.find((one) => one.id === batch.id);
    if (known !== undefined) {
      return { kind: "applied", answer: { seq: known.seq, effects: known.effects, refused: [] } };
    }
    const outcome = applyBatch(diagram, batch.operations);
    const refused = outcome.refused.map(({ index, refusal }) => ({ index, ...refusal }));
    if (outcome.effects.length === 0) return { kind: "refused", message: refused[0]?.message ?? "", refused };
    const seq = log.length + 1;
    const actor = { type: "user", ref: name, name };
    log.push({ seq, id: batch.id, actor, effects: outcome.effects, at: "2026-05-12T09:30:00.000Z" });
    return { kind: "applied", answer: { seq, effects: outcome.effects, refused } };
  };
  const door = (name: string): RoomDoor => ({
    send: async (batch) => {
      await Promise.resolve();
      if (cut.has(name)) return { kind: "unreachable" };
      const answer = take(name, batch);
      return lost.has(name) ? { kind: "unreachable" } : answer;
    },
    after: async (seq) => {
      await Promise.resolve();
      if (cut.has(name)) throw new Error("unreachable");
      return { items: log.slice(seq), seq: log.length };
    },
    keep: (pending) => void kept.set(name, pending),
    newId: () => testId((ids += 1)),
    now: () => 0,
    wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
  });
  const open = (name: string): RoomStore => {
    const start = { content: toContent(diagram), seq: log.length, kept: kept.get(name) ?? [] };
    return new RoomStore(door(name), start);
  };
  return { diagram, log, kept, cut, lost, open };
}

const add = (number: number, name = "Box"): Operation => ({
  do: "add",
  part: "element",
  value: makeElement({ id: testId(number), name }),
});
const rename = (number: number, name: string): Operation => ({
  do: "set",
  part: "element",
  id: testId(number),
  set: { name },
});
const settled = () => new Promise((resolve) => setTimeout(resolve, 30));

describe("RoomStore", () => {
  it("shows a change at once, sends it, and lets it go when the server has it", async () => {
    const server = makeServer();
    const lena = server.open("lena");
    lena.propose([add(1)]);
    expect(lena.state()).toMatchObject({ unsent: 1, seq: 0 });
    expect(lena.state().diagram.element.size).toBe(1);
    await settled();
    expect(lena.state()).toMatchObject({ unsent: 0, seq: 1, connection: "live" });
  });

  it("keeps changes while the server is away, over a reload, and sends each once", async () => {
    const server = makeServer();
    const lena = server.open("lena");
    server.cut.add("lena");
    lena.propose([add(1)]);
    lena.propose([add(2)]);
    await settled();
    expect(lena.state()).toMatchObject({ unsent: 2, connection: "waiting" });
    expect(server.kept.get("lena")).toHaveLength(2);
    lena.close();
    server.cut.delete("lena");
    const again = server.open("lena");
    expect(again.state().diagram.element.size).toBe(2);
    again.start();
    await settled();
    expect(again.state()).toMatchObject({ unsent: 0, seq: 2 });
    expect(server.log).toHaveLength(2);
    expect(server.kept.get("lena")).toEqual([]);
  });

  it("counts a batch once when its answer was lost", async () => {
    const server = makeServer();
    const lena = server.open("lena");
    server.lost.add("lena");
    lena.propose([add(1)]);
    await settled();
    server.lost.delete("lena");
    await settled();
    expect(server.log).toHaveLength(1);
    expect(lena.state()).toMatchObject({ unsent: 0, seq: 1 });
  });

  it("catches up after a break, applies the own changes on top, and shows what no longer fits", async () => {
    const server = makeServer();
    const lena = server.open("lena");
    lena.propose([add(1), add(2)]);
    await settled();
    const omar = server.open("omar");
    const notices: RoomNotice[] = [];
    omar.onNotice((notice) => notices.push(notice));
    server.cut.add("omar");
    omar.propose([rename(1, "Omar's name")]);
    omar.propose([rename(2, "Also Omar's")]);
    lena.propose([{ do: "remove", part: "element", id: testId(1) }]);
    await settled();
    server.cut.delete("omar");
    await omar.catchUp();
    await settled();
    expect(notices).toMatchObject([{ refused: [{ code: "gone", about: testId(1) }] }]);
    expect(omar.changedBy(testId(1))).toBe("lena");
    expect(toContent(omar.state().diagram)).toEqual(toContent(server.diagram));
    expect(server.diagram.element.get(testId(2))?.name).toBe("Also Omar's");
    expect(omar.state()).toMatchObject({ unsent: 0, connection: "live" });
  });

  it("fetches what is missing between two messages of the stream", async () => {
    const server = makeServer();
    const omar = server.open("omar");
    const lena = server.open("lena");
    for (const number of [1, 2, 3]) lena.propose([add(number)]);
    await settled();
    omar.receive({ batches: server.log.slice(2), presence: [] });
    await settled();
    expect(omar.state()).toMatchObject({ seq: 3 });
    expect(toContent(omar.state().diagram)).toEqual(toContent(server.diagram));
  });

  it("knows who is there, until they leave or fall silent", () => {
    const server = makeServer();
    const lena = server.open("lena");
    const state = { cursor: { x: 1, y: 2 }, selection: [], viewport: null, left: false };
    const omar = { id: "tab", person: "omar", name: "Omar", state };
    lena.receive({ batches: [], presence: [omar] });
    expect(lena.state().people).toMatchObject([{ name: "Omar" }]);
    lena.receive({ batches: [], presence: [{ ...omar, state: { ...state, left: true } }] });
    expect(lena.state().people).toEqual([]);
  });
});
