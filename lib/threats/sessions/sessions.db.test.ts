import { describe, expect, it } from "vitest";
import { guestActor } from "../../auth/guest-actor.ts";
import { reader } from "../../db/client.ts";
import type { Operation } from "../../graph/schema.ts";
import { makeElement } from "../../graph/testing/make.ts";
import type { Actor } from "../../kernel/actor.ts";
import { newId } from "../../kernel/ids.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand, runScratch } from "../../kernel/run-command.ts";
import { rowsAs } from "../../testing/database.ts";
import { describeCommand } from "../../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { replayOrganization } from "../../trail/replay.ts";
import { threatAggregates } from "../aggregates.ts";
import { applyOperations } from "../commands/apply-operations.ts";
import { createThreatModel } from "../commands/create-threat-model.ts";
import { showPresence } from "../presence.ts";
import { listThreatModels } from "../queries/list-threat-models.ts";
import { readDiagram } from "../queries/read-diagram.ts";
import { castVote } from "./cast-vote.ts";
import { addNote } from "./commands/add-note.ts";
import { admitGuest } from "./commands/admit-guest.ts";
import { closeLink } from "./commands/close-link.ts";
import { closeNote } from "./commands/close-note.ts";
import { endSession } from "./commands/end-session.ts";
import { knock } from "./commands/knock.ts";
import { openLink } from "./commands/open-link.ts";
import { openVote } from "./commands/open-vote.ts";
import { showVote } from "./commands/show-vote.ts";
import { startSession } from "./commands/start-session.ts";
import { steerSession } from "./commands/steer-session.ts";
import { listSessions } from "./queries/list-sessions.ts";
import { readDoor } from "./queries/read-door.ts";
import { readSession } from "./queries/read-session.ts";
import { spreadOf, stepElapsedMs } from "./rules.ts";

const visitor: Actor = { type: "anonymous", address: "192.0.2.7" };

async function diagramOf(org: TestOrganization): Promise<string> {
  const created = await runCommand(createThreatModel, { actor: org.actor("contributor"), input: { name: "Scoring" } });
  return created.diagrams[0]!.id;
}

async function started(org: TestOrganization) {
  const id = await diagramOf(org);
  return runCommand(startSession, { actor: org.actor("contributor"), input: { id, title: "First look" } });
}

async function knocked(org: TestOrganization, name = "Guest of the bank") {
  const session = await started(org);
  const actor = org.actor("contributor");
  const { url } = await runCommand(openLink, { actor, input: { id: session.id } });
  const token = new URL(url).searchParams.get("token") ?? "";
  const { key } = await runCommand(knock, { actor: visitor, input: { token, name } });
  const waiting = await runQuery(readSession, { actor, input: { id: session.id } });
  return { session, actor, token, key, guestId: waiting.guests[0]!.id };
}

async function admitted(org: TestOrganization) {
  const all = await knocked(org);
  await runCommand(admitGuest, {
    actor: all.actor,
    input: { id: all.session.id, guestId: all.guestId, admit: true },
  });
  const guest = await guestActor(all.key);
  if (guest === undefined) throw new Error("the guest is in");
  return { ...all, guest };
}

describeCommand(startSession, {
  role: "contributor",
  arrange: async (org) => ({ input: { id: await diagramOf(org), title: "First look" } }),
  does: (result, org) =>
    expect(result).toMatchObject({
      state: "running",
      step: 0,
      facilitator: { id: org.actor("contributor").id },
      agenda: [{ title: "Scope" }, {}, {}, {}, {}],
    }),
  entry: { type: "threat_session", after: { title: "First look", state: "running", firstSeq: 1 } },
});

describeCommand(steerSession, {
  role: "contributor",
  arrange: async (org) => ({ input: { id: (await started(org)).id, step: 2, leads: true } }),
  does: (result) => expect(result).toMatchObject({ step: 2, leads: true, pausedMs: 0 }),
  entry: { type: "threat_session", after: { step: 2, leads: true } },
});

describeCommand(openLink, {
  role: "contributor",
  arrange: async (org) => ({ input: { id: (await started(org)).id, hours: 2 } }),
  does: (result) => expect(result.url).toMatch(/\/join\?token=[\w-]{43}$/),
  entry: { type: "threat_session" },
});

describeCommand(closeLink, {
  role: "contributor",
  arrange: async (org) => ({ input: { id: (await knocked(org)).session.id } }),
  does: (result) => expect(result.link).toBeNull(),
  entry: { type: "threat_session", after: { linkExpiresAt: null } },
});

describeCommand(admitGuest, {
  role: "contributor",
  arrange: async (org) => {
    const { session, guestId } = await knocked(org);
    return { input: { id: session.id, guestId, admit: true } };
  },
  does: (result) => expect(result.guests).toMatchObject([{ name: "Guest of the bank", state: "admitted" }]),
  entry: { type: "threat_session" },
});

describeCommand(addNote, {
  role: "responder",
  arrange: async (org) => ({
    input: { id: (await started(org)).id, kind: "parking" as const, body: "Who labels the data?" },
  }),
  does: (result) =>
    expect(result.notes).toMatchObject([{ kind: "parking", body: "Who labels the data?", done: false }]),
  entry: { type: "threat_session" },
});

describeCommand(closeNote, {
  role: "contributor",
  arrange: async (org) => {
    const { id } = await started(org);
    const note = { id, kind: "parking" as const, body: "Later" };
    const { notes } = await runCommand(addNote, { actor: org.actor("contributor"), input: note });
    return { input: { id, noteId: notes[0]!.id, done: true } };
  },
  does: (result) => expect(result.notes).toMatchObject([{ done: true }]),
  entry: { type: "threat_session" },
});

describeCommand(openVote, {
  role: "contributor",
  arrange: async (org) => ({ input: { id: (await started(org)).id, subject: { title: "Poisoned wiki" } } }),
  does: (result) =>
    expect(result.vote).toMatchObject({ state: "open", subject: { title: "Poisoned wiki" }, ballots: [] }),
  entry: { type: "threat_session" },
});

describeCommand(showVote, {
  role: "contributor",
  arrange: async (org) => {
    const { id } = await started(org);
    const actor = org.actor("contributor");
    await runCommand(openVote, { actor, input: { id, subject: { title: "Poisoned wiki" } } });
    return { input: { id } };
  },
  does: (result) => expect(result.vote).toMatchObject({ state: "shown", ballots: [], likelihood: null }),
  entry: { type: "threat_session", after: { vote: [{ state: "shown" }] } },
});

describeCommand(endSession, {
  role: "contributor",
  arrange: async (org) => ({ input: { id: (await started(org)).id } }),
  does: (result) => expect(result).toMatchObject({ state: "ended", summary: { batches: 0, minutes: 0 } }),
  entry: { type: "threat_session", after: { state: "ended", lastSeq: 1 } },
});

describe("a session", () => {
  it("runs once at a time around a diagram, and only who facilitates steers", async () => {
    const org = await testOrganization();
    const session = await started(org);
    const again = { id: session.diagramId, title: "Second" };
    await expect(runCommand(startSession, { actor: org.actor("model_owner"), input: again })).rejects.toMatchObject({
      code: "conflict",
    });
    const step = { id: session.id, step: 1 };
    await expect(runCommand(steerSession, { actor: org.actor("model_owner"), input: step })).rejects.toMatchObject({
      code: "forbidden",
    });
    await runCommand(steerSession, { actor: org.actor("security_lead"), input: step });
  });

  it("does not count pauses", async () => {
    const org = await testOrganization();
    const session = await started(org);
    const at = (minutes: number) => () => new Date(Date.parse(session.startedAt) + minutes * 60_000);
    const steer = (minutes: number, paused: boolean) =>
      runCommand(steerSession, {
        actor: org.actor("contributor"),
        input: { id: session.id, paused },
        now: at(minutes),
      });
    await steer(10, true);
    const after = await steer(25, false);
    expect(stepElapsedMs(after, at(30)().getTime())).toBe(15 * 60_000);
  });

  it("keeps votes from everybody until they are shown", async () => {
    const org = await testOrganization();
    const { session, actor, guest } = await admitted(org);
    const { vote } = await runCommand(openVote, { actor, input: { id: session.id, subject: { title: "Theft" } } });
    const ballot = { id: session.id, round: vote!.round };
    await runScratch(castVote, { actor, input: { ...ballot, likelihood: 2, impact: 5 } });
    await runScratch(castVote, { actor: guest, input: { ...ballot, likelihood: 1, impact: 1 } });
    const seen = await runScratch(castVote, { actor: guest, input: { ...ballot, likelihood: 4, impact: 5 } });
    expect(seen).toMatchObject({ voted: [actor.name, "Guest of the bank"], myVote: { likelihood: 4, impact: 5 } });
    expect(seen.vote?.ballots).toEqual([]);
    const entries = await rowsAs(
      "read",
      `select 1 from audit_entry e join audit_payload p using (entry_id) where e.org_id = $1 and convert_from(p.body, 'utf8') like '%"likelihood":4%'`,
      [org.orgId],
    );
    expect(entries).toEqual([]);
    const shown = await runCommand(showVote, { actor, input: { id: session.id } });
    expect(shown.vote).toMatchObject({
      ballots: [
        { name: actor.name, likelihood: 2, impact: 5 },
        { name: "Guest of the bank", likelihood: 4, impact: 5 },
      ],
      likelihood: { median: 3, low: 2, high: 4 },
      impact: { median: 5, low: 5, high: 5 },
    });
    const late = runScratch(castVote, { actor, input: { ...ballot, likelihood: 1, impact: 1 } });
    await expect(late).rejects.toMatchObject({ code: "precondition_failed" });
  });

  it("lets a guest see and change its diagram, and nothing else", async () => {
    const org = await testOrganization();
    const { session, guest } = await admitted(org);
    const other = await diagramOf(org);
    const diagram = await runQuery(readDiagram, { actor: guest, input: { id: session.diagramId } });
    expect(diagram).toMatchObject({ bound: {}, abilities: { edit: true } });
    await runCommand(applyOperations, {
      actor: guest,
      input: {
        id: session.diagramId,
        batchId: newId(),
        operations: [{ do: "add", part: "element", value: makeElement({ id: newId() }) }],
      },
    });
    await expect(runQuery(readDiagram, { actor: guest, input: { id: other } })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(runQuery(listThreatModels, { actor: guest, input: {} })).rejects.toMatchObject({ code: "forbidden" });
    const bind = {
      do: "set" as const,
      part: "element" as const,
      id: newId(),
      set: { bound: { type: "model" as const, id: newId() } },
    };
    const bound = runCommand(applyOperations, {
      actor: guest,
      input: { id: session.diagramId, batchId: newId(), operations: [bind] },
    });
    await expect(bound).rejects.toMatchObject({ code: "forbidden" });
  });

  it("opens the door to nobody who is not let in, and to nobody once it has ended", async () => {
    const org = await testOrganization();
    const { session, actor, token, key, guestId } = await knocked(org);
    expect(await guestActor(key)).toBeUndefined();
    const door = () => runQuery(readDoor, { actor: visitor, input: { key } });
    expect(await door()).toMatchObject({ state: "waiting", diagramId: null });
    await runCommand(admitGuest, { actor, input: { id: session.id, guestId, admit: true } });
    expect(await guestActor(key)).toMatchObject({ type: "guest", diagramId: session.diagramId });
    await runCommand(admitGuest, { actor, input: { id: session.id, guestId, admit: false } });
    expect(await guestActor(key)).toBeUndefined();
    await runCommand(admitGuest, { actor, input: { id: session.id, guestId, admit: true } });
    await runCommand(endSession, { actor, input: { id: session.id } });
    expect(await guestActor(key)).toBeUndefined();
    expect(await door()).toMatchObject({ state: "ended", diagramId: null });
    const late = runCommand(knock, { actor: visitor, input: { token, name: "Late" } });
    await expect(late).rejects.toMatchObject({ code: "not_found" });
  });

  it("ends a link when its time is over or it is withdrawn", async () => {
    const org = await testOrganization();
    const { session, actor, token } = await knocked(org);
    const later = () => new Date(Date.now() + 5 * 3_600_000);
    const input = { token, name: "Late" };
    await expect(runCommand(knock, { actor: visitor, input, now: later })).rejects.toMatchObject({ code: "not_found" });
    await runCommand(closeLink, { actor, input: { id: session.id } });
    await expect(runCommand(knock, { actor: visitor, input })).rejects.toMatchObject({ code: "not_found" });
  });

  it("ends with who took part and what was added, and its entries agree with its rows", async () => {
    const org = await testOrganization();
    const { session, actor, guest } = await admitted(org);
    const [one, two] = [newId(), newId()];
    const apply = (who: Actor, operations: Operation[]) =>
      runCommand(applyOperations, { actor: who, input: { id: session.diagramId, batchId: newId(), operations } });
    await apply(guest, [{ do: "add", part: "element", value: makeElement({ id: one }) }]);
    await apply(actor, [{ do: "add", part: "element", value: makeElement({ id: two }) }]);
    await apply(actor, [{ do: "remove", part: "element", id: two }]);
    const state = { cursor: null, selection: [], viewport: null };
    await runScratch(showPresence, {
      actor: org.actor("auditor"),
      input: { id: session.diagramId, tab: newId(), ...state },
    });
    const ended = await runCommand(endSession, { actor, input: { id: session.id } });
    expect(ended.summary).toMatchObject({
      batches: 3,
      added: { elements: 1, flows: 0, zones: 0 },
      removed: { elements: 0 },
      changed: 0,
    });
    const names = ended.summary?.participants.map(({ name, guest: isGuest }) => `${name}${isGuest ? " (guest)" : ""}`);
    expect(names).toEqual([actor.name, org.actor("auditor").name, "Guest of the bank (guest)"].sort());
    const { items } = await runQuery(listSessions, { actor, input: { id: session.threatModelId } });
    expect(items).toMatchObject([{ title: "First look", state: "ended", summary: { batches: 3 } }]);
    expect((await replayOrganization(reader(), org.orgId, threatAggregates)).findings).toEqual([]);
  });
});

describe("the spread of votes", () => {
  it("is the median and the outermost", () => {
    expect(spreadOf([])).toBeNull();
    expect(spreadOf([4])).toEqual({ median: 4, low: 4, high: 4 });
    expect(spreadOf([5, 1, 2, 2])).toEqual({ median: 2, low: 1, high: 5 });
  });
});
