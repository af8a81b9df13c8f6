import fc from "fast-check";
import { expect, it } from "vitest";
import { reader } from "../../db/client.ts";
import { newId } from "../../kernel/ids.ts";
import { rowsAs } from "../../testing/database.ts";
import { testOrganization } from "../../testing/organization.ts";
import { driftStatuses, NO_VERSION, referenceStories } from "../rules.ts";
import type { DriftCell } from "../schema.ts";
import { readMatrix } from "./read-matrix.ts";
import { readLargest } from "./read-windows.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Long enough ago that nothing else is judged there, not so long that housekeeping folds or drops it. */
const from = Math.floor(Date.now() / DAY_MS) * DAY_MS - 40 * DAY_MS;
const columns = [
  { kind: "feature", name: "age" },
  { kind: "feature", name: "income" },
  { kind: "output", name: "prediction" },
] as const;

/** Few different values, so that many verdicts of a cell are equal in status, effect or both. */
const verdicts = fc.record({
  series: fc.nat({ max: 5 }),
  hour: fc.nat({ max: 5 * 24 - 1 }),
  status: fc.constantFrom(...driftStatuses),
  n: fc.nat({ max: 10_000 }),
  effect: fc.constantFrom(null, 0, 0.05, 0.1, 1 / 3, 0.7),
  p: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1, noNaN: true })),
  story: fc.constantFrom(null, ...referenceStories),
  rolling: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1, noNaN: true })),
});

type Given = { series: number; hour: number } & DriftCell;

/** The fold said plainly: every verdict one after the other in order of time. */
function foldPlainly(given: readonly Given[], name: number, stepMs: number, count: number): DriftCell[] {
  const order = ["no_data", "no_reference", "not_enough_data", "constant", "stable", "drifted"];
  const empty: DriftCell = { status: "no_data", effect: null, p: null, n: 0, story: null, rolling: null };
  const cells = Array.from({ length: count }, () => empty);
  for (const { series, hour, ...verdict } of [...given].sort((left, right) => left.hour - right.hour)) {
    if (series % 3 !== name) continue;
    const column = Math.floor((hour * HOUR_MS) / stepMs);
    const before = cells[column];
    if (before === undefined) continue;
    const by = order.indexOf(verdict.status) - order.indexOf(before.status);
    if (by > 0 || (by === 0 && (verdict.effect ?? 0) > (before.effect ?? 0)) || before === empty)
      cells[column] = verdict;
  }
  return cells;
}

it("folds verdicts in the database to the cells that a plain fold gives, by hours and by days", async () => {
  const { orgId } = await testOrganization();
  const [modelId, reference] = [newId(), newId()];
  const [first, second] = [newId(), newId()];
  const ids = Array.from({ length: 6 }, () => newId());
  const sampled = fc.sample(verdicts, { numRuns: 900, seed: 8 });
  // One verdict of a series and hour, and of an hour of a column too: which of two versions is the first would be chance.
  const given = [...new Map(sampled.map((each) => [`${each.series % 3} ${each.hour}`, each])).values()];
  await rowsAs(
    "owner",
    `insert into telemetry_verdict (org_id, model_id, reference_id, series_id, bucket, status, n, effect, p_adjusted, story, rolling)
     select $1::uuid, $2::uuid, $3::uuid, w.* from unnest($4::uuid[], $5::timestamptz[], $6::text[], $7::bigint[], $8::float8[], $9::float8[], $10::text[], $11::float8[]) as w`,
    [
      ...[orgId, modelId, reference],
      given.map(({ series }) => ids[series]),
      given.map(({ hour }) => new Date(from + hour * HOUR_MS)),
      given.map(({ status }) => status),
      given.map(({ n }) => n),
      given.map(({ effect }) => effect),
      given.map(({ p }) => p),
      given.map(({ story }) => story),
      given.map(({ rolling }) => rolling),
    ],
  );
  const series = ids.map((id, place) => {
    const column = columns[place % 3] ?? columns[0];
    return { id, versionId: place < 3 ? first : second, ...column, unit: "" };
  });
  for (const [stepMs, count] of [
    [HOUR_MS, 60],
    [DAY_MS, 4],
  ] as const) {
    const to = from + (count - 0.5) * stepMs;
    const range = { from, to, stepMs, resolution: "1h", version: null } as const;
    const matrix = await readMatrix(reader(), orgId, { modelId, series, range });
    const inside = given.filter(({ hour }) => from + hour * HOUR_MS < to);
    expect(matrix.columns).toHaveLength(count);
    for (const [place, { kind, name }] of columns.entries()) {
      const row = matrix.rows.find((each) => each.series === `${kind}:${name}`);
      expect(row?.cells).toEqual(foldPlainly(inside, place, stepMs, count));
    }
  }
});

it("answers of each window the largest number of several series, and nothing of too few rows", async () => {
  const { orgId } = await testOrganization();
  const ids = [newId(), newId()];
  const put = (series: number, hour: number, [n, nulls, mean]: [number, number, number | null]) =>
    rowsAs(
      "owner",
      `insert into telemetry_window (org_id, series_id, res, bucket, n, nulls, mean, p95, state) values ($1, $2, 1, $3, $4, $5, $6, $6, '')`,
      [orgId, ids[series], new Date(from + hour * HOUR_MS), n, nulls, mean],
    );
  await put(0, 0, [30, 10, 0.25]);
  await put(1, 0, [300, 7, 0.5]);
  await put(1, 1, [19, 19, null]);
  await put(0, 2, [1_000, 0, 3]);
  await put(0, 5, [1_000, 0, 4]);
  const asked = { seriesIds: [...ids, NO_VERSION], resolution: "1h", from, to: from + 5 * HOUR_MS } as const;
  const at = (hour: number): number => from + hour * HOUR_MS;
  expect(await readLargest(reader(), orgId, asked, "nulls")).toEqual([
    [at(0), (100 * 10) / 30],
    [at(1), null],
    [at(2), 0],
  ]);
  const means = [
    [at(0), 0.5],
    [at(1), null],
    [at(2), 3],
  ];
  expect(await readLargest(reader(), orgId, asked, "mean")).toEqual(means);
  expect(await readLargest(reader(), orgId, asked, "p95")).toEqual(means);
  expect(await readLargest(reader(), orgId, { ...asked, seriesIds: [] }, "mean")).toEqual([]);
});
