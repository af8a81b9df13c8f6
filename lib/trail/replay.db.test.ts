import { describe, expect, it } from "vitest";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { registerModel } from "../inventory/commands/register-model.ts";
import { rowsAs } from "../testing/database.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { createTask } from "../work/commands/create-task.ts";
import { replayCheck } from "../registry.ts";
import { erasePayload } from "./commands/erase-payload.ts";
import { tamper } from "./testing/tamper.ts";
import { readReplayRun } from "./queries/read-replay-run.ts";

type Finding = { kind: string; entityType: string; detail: string };

const check = (org: TestOrganization) =>
  runQuery(replayCheck.checkReplay, { actor: { type: "operator", orgId: org.orgId }, input: {} });

async function findings(org: TestOrganization): Promise<Finding[]> {
  const report = await check(org);
  expect(report.findingCount).toBe(report.findings.length);
  return report.findings;
}

async function furnished(): Promise<TestOrganization & { modelId: string; userId: string }> {
  const org = await testOrganization();
  const actor = org.actor("administrator");
  const model = await runCommand(registerModel, {
    actor,
    input: { name: "Scorer", kind: "predictive", sensitivity: "internal", stage: "design", tags: ["b", "a"] } as never,
  });
  await runCommand(createTask, { actor, input: { title: "Look at it", assigneeId: actor.id } });
  return { ...org, modelId: model.id, userId: org.actor("viewer").id };
}

describe("the replay check", () => {
  it("finds nothing where nothing was done past the log", async () => {
    const org = await furnished();
    const report = await check(org);
    expect(report).toMatchObject({ findings: [], notComparable: 0 });
    expect(report.compared).toBeGreaterThanOrEqual(10);
  });

  it("finds a changed row and names the fields, personal ones too", async () => {
    const org = await furnished();
    await tamper("update model set name = 'Other', tags = '{a,b}' where id = $1", [org.modelId]);
    await tamper("update app_user set email = 'other@x.test' where id = $1", [org.userId]);
    expect(await findings(org)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: "differs",
          entityType: "model",
          detail: expect.stringMatching(/in (name, tags|tags, name)$/) as unknown,
        }),
        expect.objectContaining({
          kind: "differs",
          entityType: "user",
          detail: expect.stringMatching(/in email$/) as unknown,
        }),
      ]),
    );
  });

  it("finds a change that also moved the version on", async () => {
    const org = await furnished();
    await tamper("update model set version = 2 where id = $1", [org.modelId]);
    expect(await findings(org)).toMatchObject([{ kind: "version", entityType: "model" }]);
  });

  it("finds a deleted row", async () => {
    const org = await furnished();
    await tamper("delete from model where id = $1", [org.modelId]);
    expect(await findings(org)).toMatchObject([{ kind: "missing", entityType: "model", entityId: org.modelId }]);
  });

  it("finds a row that no entry knows", async () => {
    const org = await furnished();
    await tamper(
      `insert into model (id, org_id, slug, name, kind, sensitivity, stage, state, version, created_at, updated_at)
       select gen_random_uuid(), org_id, 'slipped-in', name, kind, sensitivity, stage, state, 1, created_at, updated_at from model where id = $1`,
      [org.modelId],
    );
    expect(await findings(org)).toMatchObject([{ kind: "unlogged", entityType: "model" }]);
  });

  it("finds a payload that was rewritten to fit the changed row, or taken away", async () => {
    const org = await furnished();
    const ofModel = "from audit_entry e where e.entry_id = p.entry_id and e.entity_id = $1";
    await tamper(
      `update audit_payload p set body = convert_to(replace(convert_from(body, 'utf8'), 'Scorer', 'Forged'), 'utf8') ${ofModel}`,
      [org.modelId],
    );
    await tamper("update model set name = 'Forged' where id = $1", [org.modelId]);
    expect(await findings(org)).toMatchObject([
      { kind: "payload", detail: expect.stringContaining("commits to") as unknown },
    ]);
    await tamper(`update audit_payload p set body = null, salt = null ${ofModel}`, [org.modelId]);
    expect(await findings(org)).toMatchObject([
      { kind: "payload", detail: expect.stringContaining("no entry erased it") as unknown },
    ]);
  });

  it("finds an entry that is not the one in the tree, and one that speaks of something else", async () => {
    const org = await furnished();
    await tamper(
      `insert into audit_leaf (log_id, idx, entry_id, leaf_hash) select log_id, 900000 + entry_id, entry_id, decode(repeat('00', 32), 'hex')
       from audit_entry where entity_id = $1`,
      [org.modelId],
    );
    await tamper("update audit_entry set entity_id = gen_random_uuid()::text where entity_id = $1", [org.userId]);
    const kinds = (await findings(org)).map(({ kind, entityType }) => `${kind} ${entityType}`).sort();
    expect(kinds).toEqual(["entry model", "entry user", "unlogged user"]);
  });

  it("says of erased content that it cannot be compared, and does not call it a finding", async () => {
    const org = await furnished();
    const [entry] = await rowsAs("read", "select uuid::text as uuid from audit_entry where entity_id = $1", [
      org.modelId,
    ]);
    const why = { reason: "Not ours to keep.", legalBasis: "GDPR article 17" };
    const input = { id: String(entry?.["uuid"]), ...why };
    await runCommand(erasePayload, { actor: org.actor("administrator"), input });
    expect(await check(org)).toMatchObject({ findings: [], notComparable: 1 });
  });

  it("runs as a job and keeps what it found", async () => {
    const org = await furnished();
    await tamper("delete from model where id = $1", [org.modelId]);
    const { run } = await replayCheck.replayJob.handler();
    await run({ orgId: org.orgId });
    const kept = await runQuery(readReplayRun, { actor: org.actor("auditor"), input: {} });
    expect(kept.run).toMatchObject({ findingCount: 1, findings: [{ kind: "missing", entityId: org.modelId }] });
  });

  it("comes every night to each organization as a job of its own", async () => {
    const orgs = [await testOrganization(), await testOrganization()];
    const { run } = await replayCheck.replayJob.handler();
    await run({});
    const rows = await rowsAs(
      "owner",
      "select payload ->> 'orgId' as id from graphile_worker._private_jobs where key = any($1::text[])",
      [orgs.map(({ orgId }) => `audit.replay:${orgId}`)],
    );
    expect(rows.map(({ id }) => String(id)).sort()).toEqual(orgs.map(({ orgId }) => orgId).sort());
  });
});
