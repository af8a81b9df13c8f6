import { describe, expect, it } from "vitest";
import { newId } from "../kernel/ids.ts";
import { poolAs, rowsAs } from "../testing/database.ts";
import { keepHouse } from "./housekeeping.ts";

describe("housekeeping", () => {
  it("forgets who was in a room ten minutes ago, as the worker's own login, and keeps who is there", async () => {
    const diagram = newId();
    const point = `insert into diagram_presence (diagram_id, participant, org_id, name, state, at)
      values ($1, $2, $3, 'Ada', '{}', now() - $4::interval)`;
    await rowsAs("app", point, [diagram, "long gone", newId(), "11 minutes"]);
    await rowsAs("app", point, [diagram, "here", newId(), "9 minutes"]);
    await keepHouse(poolAs("worker"));
    const left = await rowsAs("read", "select participant from diagram_presence where diagram_id = $1", [diagram]);
    expect(left).toEqual([{ participant: "here" }]);
  });
});
