import { expect, it } from "vitest";
import { csvCell } from "../../rules/csv/csv-line.ts";
import { describeCommand } from "../../testing/describe-command.ts";
import { exportTrail } from "./export-trail.ts";

describeCommand(exportTrail, {
  role: "auditor",
  arrange: () => Promise.resolve({ input: { format: "csv", action: "user.create" } }),
  does: (result) => expect(result).toMatchObject({ entries: 7, fileName: expect.stringMatching(/\.csv$/) as string }),
  entry: { type: "audit_export", after: { format: "csv", entries: 7, filters: '{"action":"user.create"}' } },
  elsewhere: "none",
});

it("never lets a cell of an export run as a formula", () => {
  expect(["=1+1", "+1", "-1", "@a", "\ta", 'say "a", b'].map(csvCell)).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@a",
    "'\ta",
    '"say ""a"", b"',
  ]);
  expect(csvCell(-1)).toBe("-1");
});
