import { describe, expect, it } from "vitest";
import { runQuery } from "../../kernel/query.ts";
import { readBoard } from "../../lifecycle/queries/read-board.ts";
import { rowsAs } from "../../testing/database.ts";
import { createDemonstration } from "./demo.ts";

describe("the demonstration", () => {
  it(
    "is made by its own people, its gates tell of a passed, a revoked and a blocked one, its threats are partly dealt with",
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
    },
  );
});
