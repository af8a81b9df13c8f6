import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { testEngine, type Engine } from "../audit/testing/engine.ts";
import { addEntries } from "../audit/testing/fill-log.ts";
import { nodeCrypto } from "../audit/crypto-node.ts";
import { logFileRoute } from "../http/log-routes.ts";
import { runCommand } from "../kernel/run-command.ts";
import { runQuery } from "../kernel/query.ts";
import { decodeBase64 } from "../merkle/base64.ts";
import { openCheckpoint } from "../merkle/checkpoint.ts";
import { checkConsistency } from "../merkle/consistency.ts";
import { decodeEntryBundle } from "../merkle/entry-bundle.ts";
import { treeHasher } from "../merkle/hashes.ts";
import { checkTlogProof, parseTlogProof } from "../merkle/tlog-proof.ts";
import { parseVerifierKey } from "../merkle/verifier-key.ts";
import { createKey } from "../people/commands/create-key.ts";
import { rowsAs } from "../testing/database.ts";
import { testOrganization } from "../testing/organization.ts";
import { listEntries } from "../trail/queries/list-entries.ts";
import { readEntry } from "../trail/queries/read-entry.ts";
import { updateAuditSettings } from "./commands/update-audit-settings.ts";
import { listCheckpoints } from "./queries/list-checkpoints.ts";
import { readConsistency } from "./queries/read-consistency.ts";
import { readEntryProof } from "./queries/read-entry-proof.ts";
import { readLogHealth } from "./queries/read-log-health.ts";

const hasher = treeHasher(nodeCrypto.sha256);

async function sealed(more: number): Promise<Engine> {
  const engine = await testEngine();
  if (more > 0) await addEntries(engine.org.orgId, more);
  await engine.seal();
  return engine;
}

type Asked = { key?: string; headers?: Record<string, string> };

async function get(orgId: string, path: string, { key, headers = {} }: Asked = {}): Promise<Response> {
  const request = new Request(`http://127.0.0.1:4420/log/${orgId}/${path}`, {
    headers: { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...headers },
  });
  return logFileRoute(request, { params: Promise.resolve({ org: orgId, path: path.split("/") }) });
}

async function keyOf(engine: Engine, scopes: ("audit:read" | "model:read")[] = ["audit:read"]): Promise<string> {
  const input = { name: "log reader", scopes, expiresAt: null };
  return (await runCommand(createKey, { actor: engine.org.actor("administrator"), input })).secret;
}

describe("the log over HTTP", () => {
  it("serves checkpoint, tiles and bundles that give the signed root, with the headers of the specification", async () => {
    const engine = await sealed(292);
    const key = await keyOf(engine);
    const { orgId } = engine.org;
    const note = await get(orgId, "checkpoint", { key });
    expect(note.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(note.headers.get("cache-control")).toBe("no-cache");
    const { vkey } = await engine.state();
    const checkpoint = openCheckpoint(nodeCrypto, new Uint8Array(await note.arrayBuffer()), [
      parseVerifierKey(nodeCrypto.sha256, vkey),
    ]);
    expect(checkpoint.size).toBe(300);
    const full = await get(orgId, "tile/entries/000", { key });
    expect(full.headers.get("content-type")).toBe("application/octet-stream");
    expect(full.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
    const zipped = await get(orgId, "tile/entries/001.p/44", { key, headers: { "accept-encoding": "gzip, br" } });
    expect(zipped.headers.get("content-encoding")).toBe("gzip");
    const entries = [
      ...decodeEntryBundle(new Uint8Array(await full.arrayBuffer()), 256),
      ...decodeEntryBundle(gunzipSync(await zipped.arrayBuffer()), 44),
    ];
    const { appendLeaves, EMPTY_EDGE } = await import("../merkle/append-leaves.ts");
    const grown = appendLeaves(hasher, EMPTY_EDGE, entries.map(hasher.leaf));
    expect(Buffer.from(grown.root)).toEqual(Buffer.from(checkpoint.root));
    for (const [path, level, n] of [
      ["tile/0/000", 0, 0],
      ["tile/0/001.p/44", 0, 1],
      ["tile/1/000.p/1", 1, 0],
    ] as const) {
      const tile = Buffer.from(await (await get(orgId, path, { key })).arrayBuffer());
      expect(tile).toEqual(Buffer.from(grown.tiles.find((each) => each.level === level && each.n === n)?.data ?? []));
    }
  });

  it("answers 404 to other spellings, beyond the published size, and before it is published", async () => {
    const engine = await sealed(292);
    const key = await keyOf(engine);
    await engine.integrator().integrate(engine.logId);
    expect((await engine.state()).size).toBeGreaterThan(300);
    for (const path of [
      "tile/0/001.p/45",
      "tile/0/001",
      "tile/0/002.p/1",
      "tile/0/0",
      "tile/00/000",
      "tile/0/000.p/256",
      "tile/0/000.p/0",
      "tile/0/000.p/01",
      "tile/0/x000/000",
      "tile/1/000.p/2",
      "tile/7/000.p/1",
      "tile/entries/001.p/45",
      "tile/data/000",
      "tile/0/%30%30%30",
      "Checkpoint",
      "",
    ]) {
      expect([path, (await get(engine.org.orgId, path, { key })).status]).toEqual([path, 404]);
    }
    expect((await get(engine.org.orgId, "tile/0/000.p/7", { key })).status).toBe(200);
  });

  it("is there for keys of the organization that may read the trail, and for nobody else", async () => {
    const engine = await sealed(0);
    const other = await sealed(0);
    const { orgId } = engine.org;
    expect((await get(orgId, "checkpoint")).status).toBe(404);
    expect((await get(orgId, "checkpoint", { key: await keyOf(other) })).status).toBe(404);
    expect((await get(orgId, "checkpoint", { key: await keyOf(engine, ["model:read"]) })).status).toBe(404);
    expect((await get("nonsense", "checkpoint", { key: await keyOf(engine) })).status).toBe(404);
    const actor = engine.org.actor("administrator");
    await runCommand(updateAuditSettings, { actor, input: { expectedVersion: 0, checkpointPublic: true } });
    expect((await get(orgId, "checkpoint")).status).toBe(200);
    expect((await get(orgId, "tile/0/000.p/1")).status).toBe(404);
    const again = runCommand(updateAuditSettings, { actor, input: { expectedVersion: 0, checkpointPublic: false } });
    await expect(again).rejects.toMatchObject({ code: "conflict", extra: { current: { version: 1 } } });
    await runCommand(updateAuditSettings, { actor, input: { expectedVersion: 1, checkpointPublic: false } });
    expect((await get(orgId, "checkpoint")).status).toBe(404);
  });
});

describe("state and proofs", () => {
  it("an entry is committed, then sealed, and has a receipt that verifies", async () => {
    const engine = await sealed(0);
    const actor = engine.org.actor("auditor");
    const [added] = await addEntries(engine.org.orgId, 1);
    const id = added?.uuid ?? "";
    expect(await runQuery(readEntry, { actor, input: { id } })).toMatchObject({ state: "committed", index: null });
    await expect(runQuery(readEntryProof, { actor, input: { id } })).rejects.toMatchObject({
      code: "precondition_failed",
    });
    const waiting = runQuery(readEntry, { actor, input: { id, wait: 10 } });
    await engine.seal();
    expect(await waiting).toMatchObject({ state: "sealed", index: 8 });
    const { text, fileName } = await runQuery(readEntryProof, { actor, input: { id } });
    expect(fileName).toBe(`${id}.tlog-proof`);
    const [row] = await rowsAs("read", "select leaf, uuid from audit_entry where uuid = $1", [id]);
    const { vkey } = await engine.state();
    const receipt = parseTlogProof(new TextEncoder().encode(text));
    const opened = checkTlogProof(nodeCrypto, receipt, { bytes: row?.["leaf"] as Uint8Array }, [
      parseVerifierKey(nodeCrypto.sha256, vkey),
    ]);
    expect(opened.size).toBe(9);
  });

  it("proves consistency between any two sizes up to the newest checkpoint", async () => {
    const engine = await sealed(300);
    const actor = engine.org.actor("auditor");
    for (const [from, to] of [
      [0, 5],
      [1, 2],
      [7, 308],
      [256, 308],
      [257, 300],
      [308, 308],
    ] as const) {
      const answer = await runQuery(readConsistency, { actor, input: { from, to } });
      checkConsistency(hasher, {
        oldSize: from,
        newSize: to,
        oldRoot: decodeBase64(answer.fromRoot),
        newRoot: decodeBase64(answer.toRoot),
        proof: answer.proof.map(decodeBase64),
      });
    }
    await expect(runQuery(readConsistency, { actor, input: { from: 1, to: 309 } })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("tells health and checkpoints", async () => {
    const engine = await sealed(0);
    const actor = engine.org.actor("auditor");
    await addEntries(engine.org.orgId, 2);
    const health = await runQuery(readLogHealth, { actor, input: {} });
    expect(Object.keys(health).sort()).toEqual([
      "checkpoint",
      "frozen",
      "logUrl",
      "oldestQueuedSeconds",
      "origin",
      "queued",
      "size",
      "vkey",
      "witnesses",
    ]);
    expect(health).toMatchObject({
      size: 8,
      queued: 2,
      checkpoint: { size: 8, problem: null },
      witnesses: [],
      frozen: null,
    });
    expect(health.logUrl).toBe(`http://127.0.0.1:4420/log/${engine.org.orgId}`);
    expect(health.oldestQueuedSeconds).toBeLessThan(60);
    for (let round = 0; round < 3; round += 1) {
      await addEntries(engine.org.orgId, 1);
      await engine.seal();
    }
    const sizes: number[] = [];
    let cursor: number | undefined;
    do {
      const page = await runQuery(listCheckpoints, {
        actor,
        input: { limit: 3, ...(cursor === undefined ? {} : { cursor }) },
      });
      sizes.push(...page.items.map((item) => item.size));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(sizes).toEqual([13, 12, 11, 8]);
    expect((await runQuery(listEntries, { actor, input: { limit: 1 } })).items[0]).toMatchObject({
      index: 12,
      state: "sealed",
    });
  });

  it("shows nothing to other organizations and to roles without the right", async () => {
    const engine = await sealed(0);
    const stranger = await testOrganization();
    const [first] = (await runQuery(listEntries, { actor: engine.org.actor("auditor"), input: { limit: 1 } })).items;
    const proof = runQuery(readEntryProof, { actor: stranger.actor("auditor"), input: { id: first?.uuid ?? "" } });
    await expect(proof).rejects.toMatchObject({ code: "not_found" });
    await expect(runQuery(readLogHealth, { actor: engine.org.actor("viewer"), input: {} })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
