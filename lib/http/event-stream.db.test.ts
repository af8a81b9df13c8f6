import { afterEach, describe, expect, it, vi } from "vitest";
import { guestCookieName } from "../auth/guest-cookie.ts";
import { makeElement } from "../graph/testing/make.ts";
import { newId } from "../kernel/ids.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand, runScratch } from "../kernel/run-command.ts";
import { createKey } from "../people/commands/create-key.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { applyOperations } from "../threats/commands/apply-operations.ts";
import { createThreatModel } from "../threats/commands/create-threat-model.ts";
import { showPresence } from "../threats/presence.ts";
import { RoomMessage } from "../threats/schema.ts";
import { admitGuest } from "../threats/sessions/commands/admit-guest.ts";
import { knock } from "../threats/sessions/commands/knock.ts";
import { openLink } from "../threats/sessions/commands/open-link.ts";
import { startSession } from "../threats/sessions/commands/start-session.ts";
import { readSession } from "../threats/sessions/queries/read-session.ts";
import { liveEventStream } from "./event-stream.ts";

let leaving = new AbortController();

function streamOf(rooms: readonly string[], headers: Record<string, string>): Promise<Response> {
  const query = rooms.map((room) => `room=${room}`).join("&");
  const { signal } = leaving;
  return liveEventStream(new Request(`http://modelkeep.test/api/v1/events?${query}`, { headers, signal }));
}

/** The messages about rooms that a stream has told, and when it has ended. */
function listened(response: Response): { rooms: RoomMessage[]; ended: Promise<void> } {
  const rooms: RoomMessage[] = [];
  const decoder = new TextDecoder();
  let text = "";
  const write = (chunk: Uint8Array): void => {
    const parts = (text + decoder.decode(chunk, { stream: true })).split("\n\n");
    text = parts.pop() ?? "";
    for (const part of parts) {
      const message = RoomMessage.safeParse(JSON.parse(part.startsWith("data: ") ? part.slice(6) : "null"));
      if (message.success) rooms.push(message.data);
    }
  };
  if (response.body === null) throw new Error("a stream has a body");
  return { rooms, ended: response.body.pipeTo(new WritableStream({ write })) };
}

async function diagramOf(org: TestOrganization): Promise<string> {
  const created = await runCommand(createThreatModel, { actor: org.actor("contributor"), input: { name: "Scoring" } });
  return created.diagrams[0]?.id ?? "";
}

async function keyOf(org: TestOrganization): Promise<Record<string, string>> {
  const input = { name: "room", scopes: ["room:read" as const, "live:read" as const], expiresAt: null };
  const { secret } = await runCommand(createKey, { actor: org.actor("administrator"), input });
  return { authorization: `Bearer ${secret}` };
}

/** A guest who was let into a session: what their browser sends, and how they are put out again. */
async function guestOf(org: TestOrganization, diagram: string) {
  const actor = org.actor("contributor");
  const session = await runCommand(startSession, { actor, input: { id: diagram, title: "First look" } });
  const { url } = await runCommand(openLink, { actor, input: { id: session.id } });
  const token = new URL(url).searchParams.get("token") ?? "";
  const visitor = { type: "anonymous" as const, address: "192.0.2.8" };
  const { key } = await runCommand(knock, { actor: visitor, input: { token, name: "Gast" } });
  const { guests } = await runQuery(readSession, { actor, input: { id: session.id } });
  const guestId = guests[0]?.id ?? "";
  const admit = (isIn: boolean) => runCommand(admitGuest, { actor, input: { id: session.id, guestId, admit: isIn } });
  await admit(true);
  return { headers: { cookie: `${guestCookieName()}=${key}` }, putOut: () => admit(false) };
}

const draw = (org: TestOrganization, id: string) => {
  const value = makeElement({ id: newId(), name: "Gateway" });
  const operations = [{ do: "add" as const, part: "element" as const, value }];
  return runCommand(applyOperations, {
    actor: org.actor("contributor"),
    input: { id, batchId: newId(), operations },
  });
};

afterEach(() => {
  leaving.abort();
  leaving = new AbortController();
  vi.useRealTimers();
});

describe("the stream of a room", () => {
  it("tells what is drawn and who points, in this room only, and is not found by another organization", async () => {
    const [org, other] = [await testOrganization(), await testOrganization()];
    const [diagram, elsewhere] = [await diagramOf(org), await diagramOf(other)];
    await expect(streamOf([elsewhere], await keyOf(org))).rejects.toMatchObject({ code: "not_found" });
    await expect(streamOf([diagram, elsewhere], await keyOf(org))).rejects.toMatchObject({ code: "not_found" });
    await expect(streamOf([diagram], {})).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(streamOf(["overview"], await keyOf(org))).rejects.toMatchObject({ code: "invalid_input" });
    const { rooms } = listened(await streamOf([diagram], await keyOf(org)));
    await draw(other, elsewhere);
    await draw(org, diagram);
    const tab = newId();
    const pointing = { id: diagram, tab, cursor: { x: 7, y: 9 }, selection: [], viewport: null };
    await runScratch(showPresence, { actor: org.actor("contributor"), input: pointing });
    const told = () => ({
      presence: rooms.flatMap(({ presence }) => presence.map(({ id, state }) => ({ id, cursor: state.cursor }))),
      batches: rooms.flatMap(({ batches }) => batches.map(({ seq }) => seq)),
    });
    const all = { presence: [{ id: tab, cursor: { x: 7, y: 9 } }], batches: [2] };
    await vi.waitFor(() => expect(told()).toEqual(all), { timeout: 5_000 });
    expect(new Set(rooms.map(({ room }) => room))).toEqual(new Set([diagram]));
  });

  it("is open to a guest in their one room, and ends when they are put out", async () => {
    const org = await testOrganization();
    const [diagram, another] = [await diagramOf(org), await diagramOf(org)];
    const { headers, putOut } = await guestOf(org, diagram);
    await expect(streamOf([], headers)).rejects.toMatchObject({ code: "forbidden" });
    await expect(streamOf([another], headers)).rejects.toMatchObject({ code: "not_found" });
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const { rooms, ended } = listened(await streamOf([diagram], headers));
    let over = false;
    void ended.then(() => (over = true));
    await draw(org, diagram);
    await vi.waitFor(() => expect(rooms).toHaveLength(1), { timeout: 5_000 });
    vi.advanceTimersByTime(5_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(over).toBe(false);
    await putOut();
    vi.advanceTimersByTime(5_000);
    await ended;
    await draw(org, diagram);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(rooms).toHaveLength(1);
  });
});
