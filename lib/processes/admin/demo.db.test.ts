import { describe, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { runQuery } from "../../kernel/query.ts";
import { readBoard } from "../../lifecycle/queries/read-board.ts";
import { foldOrganization } from "../../telemetry/engine/fold-inbox.ts";
import { judgeOrganization } from "../../telemetry/engine/judge/judge-due.ts";
import { rowsAs } from "../../testing/database.ts";
import { workerDatabase } from "../../testing/worker-database.ts";
import { createDemonstration } from "./demo.ts";

const HOUR_MS = 3_600_000;

/** What detectors say of the demonstration's week: the model, what it is, and how many hours ago. */
async function judgedWeek(orgId: string, now: number): Promise<{ model: string; kind: string; ago: number }[]> {
  const tools = { newId, now: () => new Date(now) };
  while ((await foldOrganization(workerDatabase(), orgId, tools)) > 0);
  while ((await judgeOrganization(workerDatabase(), orgId, tools)) > 0);
  const rows = await rowsAs(
    "read",
    `select m.slug, g.kind, g.bucket from telemetry_signal g join model m on m.id = g.model_id
     where g.org_id = $1 and g.severity <> 'low' order by g.bucket`,
    [orgId],
  );
  return rows.map((row) => ({
    model: String(row["slug"]),
    kind: String(row["kind"]),
    ago: (now - (row["bucket"] as Date).getTime()) / HOUR_MS,
  }));
}

describe("the demonstration", () => {
  it(
    "is made by its own people, its gates tell of a passed, a revoked and a blocked one, its threats are partly dealt with, its telemetry drifts and is attacked",
    { timeout: 240_000 },
    async () => {
      await createDemonstration();
      const [organization] = await rowsAs("read", "select id from organization where slug = 'northwind'");
      const orgId = String(organization?.["id"]);
      const requests = await rowsAs("read", "select state from gate_request where org_id = $1 order by state", [orgId]);
      expect(requests).toEqual([{ state: "moved" }, { state: "revoked" }]);
      const waivers = await rowsAs("read", "select 1 as one from gate_waiver where org_id = $1 and state = 'open'", [
        orgId,
      ]);
      expect(waivers).toHaveLength(1);
      const actor = { type: "system" as const, name: "test", orgId };
      const { columns } = await runQuery(readBoard, { actor, input: { limit: 50 } });
      const states = columns.flatMap(({ items }) => items.map(({ name, gate }) => [name, gate?.gateState] as const));
      expect(states).toContainEqual(["Card fraud GBM", "passed"]);
      expect(states).toContainEqual(["Payment text embeddings", "operating_without_valid_gate"]);
      const threats = await rowsAs("read", "select state from threat where org_id = $1 order by state", [orgId]);
      expect(threats.map(({ state }) => state)).toEqual([
        "accepted",
        "accepted",
        "accepted",
        "mitigated",
        "not_applicable",
      ]);
      const signals = await judgedWeek(orgId, Date.now());
      expect(
        signals.filter(({ ago }) => ago > 60),
        "nothing before anything happens",
      ).toEqual([]);
      const firstOf = (model: string, kind: string) =>
        signals.find((each) => each.model === model && each.kind === kind);
      expect(firstOf("card-fraud-gbm", "drift")?.ago, "scores creep up since 60 hours").toBeGreaterThan(24);
      expect(firstOf("support-assistant", "injection")?.ago, "attacked since three hours").toBeLessThan(5);
    },
  );
});
