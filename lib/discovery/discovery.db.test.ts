import { describe, expect, it } from "vitest";
import { registerDiscovery } from "../discovery-door.ts";
import { registerAsset } from "../inventory/assets/commands/register-asset.ts";
import { registerModel } from "../inventory/commands/register-model.ts";
import { createVersion } from "../inventory/versions/commands/create-version.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { rowsAs } from "../testing/database.ts";
import { describeCommand } from "../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import type { z } from "../zod.ts";
import { dismissDiscovery } from "./commands/dismiss-discovery.ts";
import { ingestSightings } from "./commands/ingest-sightings.ts";
import { matchDiscovery } from "./commands/match-discovery.ts";
import { reopenDiscovery } from "./commands/reopen-discovery.ts";
import { countDiscoveries } from "./queries/count-discoveries.ts";
import { listDiscoveries } from "./queries/list-discoveries.ts";
import { readDiscovery } from "./queries/read-discovery.ts";
import type { IngestInput } from "./schema.ts";

type Batch = z.input<typeof IngestInput>;
type Sent = Batch["sightings"][number];

const DAY_MS = 86_400_000;
const sighting = (more: Partial<Sent> = {}): Sent => ({
  source: "proxy-eu",
  seenAt: "2026-05-12T09:30:00Z",
  kind: "url",
  value: "https://api.openai.com/v1/responses",
  ...more,
});

const ingest = (org: TestOrganization, input: Batch, now?: Date) =>
  runCommand(ingestSightings, {
    actor: org.apiKey("discovery:write"),
    input,
    ...(now === undefined ? {} : { now: () => now }),
  });

async function seen(org: TestOrganization, more: Partial<Sent> = {}): Promise<string> {
  return (await ingest(org, { sightings: [sighting(more)] })).results[0]?.id ?? "";
}

const read = (org: TestOrganization, id: string) =>
  runQuery(readDiscovery, { actor: org.actor("viewer"), input: { id } });

const tomorrow = (): string => new Date(Date.now() + DAY_MS).toISOString();

describeCommand(ingestSightings, {
  role: "responder",
  arrange: async () => ({ input: { sightings: [sighting()] } }),
  does: (result) => expect(result).toMatchObject({ counted: 1, created: 1, repeated: false, problems: [] }),
  entry: { type: "discovery_batch", after: { sightings: 1, counted: 1, sources: ["proxy-eu"] } },
  elsewhere: "none",
});

describeCommand(matchDiscovery, {
  role: "contributor",
  arrange: async (org) => {
    const actor = org.actor("contributor");
    const model = await runCommand(registerModel, { actor, input: { name: "Support bot", kind: "generative" } });
    return { input: { id: await seen(org), type: "model" as const, entityId: model.id } };
  },
  does: (result) =>
    expect(result).toMatchObject({ state: "matched", match: { by: "person", node: { type: "model" } } }),
  entry: { type: "discovery", after: { state: "matched", matchType: "model" } },
  stale: true,
});

describeCommand(registerDiscovery, {
  role: "contributor",
  arrange: async (org) => ({
    input: { id: await seen(org), as: "component" as const, name: "OpenAI API", provider: "OpenAI" },
  }),
  does: (result) =>
    expect(result).toMatchObject({ state: "registered", match: { node: { type: "component", name: "OpenAI API" } } }),
  entry: { type: "discovery", after: { state: "registered" } },
  stale: true,
});

describeCommand(dismissDiscovery, {
  role: "responder",
  arrange: async (org) => ({ input: { id: await seen(org), reason: "A test of the proxy", until: tomorrow() } }),
  does: (result) => expect(result).toMatchObject({ state: "dismissed", reason: "A test of the proxy" }),
  entry: { type: "discovery", after: { state: "dismissed", reason: "A test of the proxy" } },
  stale: true,
});

describeCommand(reopenDiscovery, {
  role: "responder",
  arrange: async (org) => {
    const id = await seen(org);
    const input = { id, reason: "Known", until: tomorrow() };
    await runCommand(dismissDiscovery, { actor: org.actor("responder"), input });
    return { input: { id } };
  },
  does: (result) => expect(result).toMatchObject({ state: "open", reason: "", dismissedUntil: null }),
  entry: { type: "discovery", after: { state: "open" } },
  stale: true,
});

describe("a batch of sightings", () => {
  it("makes one discovery of one thing, with first time, last time and count", async () => {
    const org = await testOrganization();
    const first = await ingest(org, {
      sightings: [
        sighting(),
        sighting({ value: "HTTP://API.openai.com/v1/responses?key=secret", seenAt: "2026-05-10T00:00:00Z" }),
        sighting({ source: "scanner" }),
      ],
    });
    expect(first).toMatchObject({ counted: 3, created: 2 });
    expect(first.results[0]?.id).toBe(first.results[1]?.id);
    await ingest(org, { sightings: [sighting({ seenAt: "2026-05-20T00:00:00+02:00" })] });
    expect(await read(org, first.results[0]?.id ?? "")).toMatchObject({
      firstSeenAt: "2026-05-10T00:00:00.000Z",
      lastSeenAt: "2026-05-19T22:00:00.000Z",
      sightings: 3,
      state: "open",
      guess: { as: "component", provider: "OpenAI" },
    });
  });

  it("counts once when it comes again under its key, and refuses another one under that key", async () => {
    const org = await testOrganization();
    const input = { batchKey: "run-1", sightings: [sighting()] };
    const first = await ingest(org, input);
    expect(await ingest(org, input)).toEqual({ ...first, repeated: true });
    expect(await read(org, first.results[0]?.id ?? "")).toMatchObject({ sightings: 1 });
    const other = ingest(org, { batchKey: "run-1", sightings: [sighting({ value: "https://other.example" })] });
    await expect(other).rejects.toMatchObject({ code: "conflict", errors: [{ path: "batchKey" }] });
    const elsewhere = await ingest(await testOrganization(), input);
    expect(elsewhere.repeated).toBe(false);
  });

  it("counts a sighting with a key of its own once", async () => {
    const org = await testOrganization();
    const one = sighting({ idempotencyKey: "line-1" });
    expect(await ingest(org, { sightings: [one, one] })).toMatchObject({ counted: 1 });
    const again = await ingest(org, { sightings: [one, sighting({ idempotencyKey: "line-2" })] });
    expect(again).toMatchObject({ counted: 1, created: 0 });
    expect(await read(org, again.results[0]?.id ?? "")).toMatchObject({ sightings: 2 });
  });

  it("says what is wrong with a sighting by its place and counts the others", async () => {
    const org = await testOrganization();
    const result = await ingest(org, {
      sightings: [
        sighting({ kind: "digest", value: "nonsense" }),
        sighting(),
        sighting({ seenAt: new Date(Date.now() + DAY_MS).toISOString() }),
      ],
    });
    expect(result).toMatchObject({ counted: 1, results: [{ index: 1 }], problems: [{ index: 0 }, { index: 2 }] });
    const broken = ingest(org, { sightings: [sighting(), { ...sighting(), kind: "rumour" } as never] });
    await expect(broken).rejects.toMatchObject({ code: "invalid_input", errors: [{ path: "sightings.1.kind" }] });
    const many = ingest(org, { sightings: Array.from({ length: 1001 }, () => sighting()) });
    await expect(many).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("of 1,000 leaves one entry of its own and one per new discovery", async () => {
    const org = await testOrganization();
    const sightings = Array.from({ length: 1000 }, (_, index) =>
      sighting({ value: `https://host-${index % 500}.example` }),
    );
    expect(await ingest(org, { sightings })).toMatchObject({ counted: 1000, created: 500 });
    expect(await ingest(org, { sightings })).toMatchObject({ counted: 1000, created: 0 });
    const entries = await rowsAs(
      "read",
      "select entity_type, count(*)::int as n from audit_entry where org_id = $1 and entity_type like 'discovery%' group by 1 order by 1",
      [org.orgId],
    );
    expect(entries).toEqual([
      { entity_type: "discovery", n: 500 },
      { entity_type: "discovery_batch", n: 2 },
    ]);
    const page = await runQuery(listDiscoveries, { actor: org.actor("viewer"), input: { limit: 200 } });
    expect(page).toMatchObject({ total: 500 });
    const cursor = page.nextCursor ?? "";
    const next = await runQuery(listDiscoveries, { actor: org.actor("viewer"), input: { limit: 200, cursor } });
    expect(new Set([...page.items, ...next.items].map(({ id }) => id)).size).toBe(400);
  });
});

describe("what is known already", () => {
  it("is linked at once by digest, package, address, repository and name, and not in the inbox", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    const digest = "ab".repeat(32);
    const model = await runCommand(registerModel, {
      actor,
      input: { name: "bert-base", provider: "google", kind: "embedding" },
    });
    const version = await runCommand(createVersion, {
      actor,
      input: { id: model.id, label: "1.0", artifacts: [{ name: "w.bin", digest, sizeBytes: 1 }] },
    });
    const asset = (input: object) => runCommand(registerAsset, { actor, input: input as never });
    const torch = await asset({ kind: "component", name: "Torch", facts: { purl: "pkg:pypi/Torch@2.6.0" } });
    const api = await asset({ kind: "deployment", name: "API", facts: { endpoint: "https://ml.internal/fraud/" } });
    const desk = await asset({ kind: "system", name: "Review Desk" });
    const { results } = await ingest(org, {
      sightings: [
        sighting({ kind: "digest", value: digest }),
        sighting({ kind: "package", value: "pkg:pypi/torch@2.6.0" }),
        sighting({ value: "http://ml.internal/fraud/v1/predict" }),
        sighting({ value: "https://huggingface.co/google/bert-base/resolve/main/x" }),
        sighting({ kind: "name", value: "review  desk" }),
        sighting({ kind: "package", value: "pkg:pypi/torch@2.5.0" }),
        sighting({ value: "https://ml.internal/fraudulent" }),
      ],
    });
    const matches = await Promise.all(results.map(async ({ id }) => (await read(org, id)).match?.node?.id));
    expect(matches).toEqual([version.id, torch.id, api.id, model.id, desk.id, undefined, undefined]);
    const list = (show: "open" | "known") => runQuery(listDiscoveries, { actor, input: { show } });
    expect((await list("open")).total).toBe(2);
    expect((await list("known")).total).toBe(5);
    const stranger = await testOrganization();
    const elsewhere = await ingest(stranger, { sightings: [sighting({ kind: "digest", value: digest })] });
    expect(elsewhere.results).toMatchObject([{ state: "open" }]);
  });

  it("is recognized when it was registered since, and left to a person when two things fit", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    const one = sighting({ kind: "name", value: "Churn" });
    expect(await ingest(org, { sightings: [one] })).toMatchObject({ results: [{ state: "open" }] });
    await runCommand(registerModel, { actor, input: { name: "churn", kind: "predictive" } });
    expect(await ingest(org, { sightings: [one] })).toMatchObject({ results: [{ state: "matched" }] });
    await runCommand(registerModel, { actor, input: { name: "Churn", kind: "predictive" } });
    const second = await ingest(org, { sightings: [{ ...one, source: "another" }] });
    expect(second).toMatchObject({ results: [{ state: "open" }] });
  });
});

describe("decisions", () => {
  it("come undone by being seen again after a dismissal expired, not before", async () => {
    const org = await testOrganization();
    const id = await seen(org);
    const input = { id, reason: "Pilot", until: tomorrow() };
    await runCommand(dismissDiscovery, { actor: org.actor("responder"), input });
    expect(await ingest(org, { sightings: [sighting()] })).toMatchObject({ results: [{ state: "dismissed" }] });
    const later = new Date(Date.now() + 2 * DAY_MS);
    expect(await ingest(org, { sightings: [sighting()] }, later)).toMatchObject({ results: [{ state: "open" }] });
    expect(await read(org, id)).toMatchObject({ reason: "", dismissedUntil: null, sightings: 3 });
  });

  it("need a day ahead, a thing that is there, and a discovery that is open", async () => {
    const org = await testOrganization();
    const id = await seen(org);
    const actor = org.actor("contributor");
    const dismiss = (until: string) => runCommand(dismissDiscovery, { actor, input: { id, reason: "x", until } });
    await expect(dismiss("2020-01-01T00:00:00Z")).rejects.toMatchObject({ errors: [{ path: "until" }] });
    await expect(dismiss("2099-01-01T00:00:00Z")).rejects.toMatchObject({ errors: [{ path: "until" }] });
    const stranger = await testOrganization();
    const theirs = await runCommand(registerModel, {
      actor: stranger.actor("contributor"),
      input: { name: "Theirs", kind: "other" },
    });
    const match = { id, type: "model", entityId: theirs.id } as const;
    await expect(runCommand(matchDiscovery, { actor, input: match })).rejects.toMatchObject({ code: "invalid_input" });
    await dismiss(tomorrow());
    await expect(dismiss(tomorrow())).rejects.toMatchObject({ code: "precondition_failed" });
    const register = { id, as: "model", name: "x" } as const;
    await expect(runCommand(registerDiscovery, { actor, input: register })).rejects.toMatchObject({
      code: "precondition_failed",
    });
  });

  it("register things that the next sighting is recognized by, and only by whoever may register", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    const place = "https://scoring.internal/v1/predict";
    const url = await seen(org, { value: place });
    const asDeployment = { id: url, as: "deployment", name: "Scoring" } as const;
    const refused = runCommand(registerDiscovery, { actor: org.actor("responder"), input: asDeployment });
    await expect(refused).rejects.toMatchObject({ code: "forbidden" });
    await runCommand(registerDiscovery, { actor, input: asDeployment });
    const again = await ingest(org, { sightings: [sighting({ source: "other", value: `${place}?x=1` })] });
    expect(again).toMatchObject({ results: [{ state: "matched" }] });
    const purl = await seen(org, { kind: "package", value: "pkg:pypi/openai@1.30.0" });
    const component = await runCommand(registerDiscovery, {
      actor,
      input: { id: purl, as: "component", name: "openai" },
    });
    expect(component.match?.node).toMatchObject({ type: "component", detail: "1.30.0" });
    const name = await seen(org, { kind: "name", value: "Helper" });
    const model = await runCommand(registerDiscovery, { actor, input: { id: name, as: "model", name: "Helper" } });
    expect(model.match?.node).toMatchObject({ type: "model", owner: { id: actor.id } });
    const counts = await runQuery(countDiscoveries, { actor: org.actor("viewer"), input: {} });
    expect(counts).toEqual({
      open: 0,
      matched: 1,
      registered: 3,
      dismissed: 0,
      sources: [
        { source: "proxy-eu", count: 3 },
        { source: "other", count: 1 },
      ],
    });
  });

  it("are out of reach for another organization and for keys", async () => {
    const org = await testOrganization();
    const id = await seen(org);
    const stranger = await testOrganization();
    await expect(read(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    const list = await runQuery(listDiscoveries, { actor: stranger.actor("administrator"), input: { show: "all" } });
    expect(list).toMatchObject({ items: [], total: 0 });
    const key = org.apiKey("discovery:write", "discovery:decide");
    const dismiss = runCommand(dismissDiscovery, { actor: key, input: { id, reason: "x", until: tomorrow() } });
    await expect(dismiss).rejects.toMatchObject({ code: "forbidden" });
  });
});
