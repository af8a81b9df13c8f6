import { describe, expect, it } from "vitest";
import { rowsAs } from "../testing/database.ts";

/** Tables of telemetry, partitions counted with their parent. */
const TABLES = `c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname like 'telemetry%'`;

const names = async (sql: string): Promise<unknown[]> => (await rowsAs("owner", sql)).map((row) => row["name"]);

describe("the tables of telemetry", () => {
  it("are there", async () => {
    expect(await names(`select c.relname::text as name from pg_class c where ${TABLES}`)).toEqual(
      expect.arrayContaining(["telemetry_inbox", "telemetry_window", "telemetry_signal"]),
    );
  });

  it("carry the organization in every key and unique index, so that a cluster can spread them by it", async () => {
    const without = await names(
      `select c.relname || ': ' || i.indexrelid::regclass as name from pg_class c join pg_index i on i.indrelid = c.oid
       where ${TABLES} and i.indisunique and not exists (
         select from pg_attribute a where a.attrelid = c.oid and a.attnum = any (i.indkey::int2[]) and a.attname = 'org_id')`,
    );
    expect(without).toEqual([]);
  });

  it("refer to each other by the organization too", async () => {
    const without = await names(
      `select c.relname || ': ' || k.conname as name from pg_class c join pg_constraint k on k.conrelid = c.oid
       where ${TABLES} and k.contype = 'f' and k.conparentid = 0 and k.confrelid in (select c.oid from pg_class c where ${TABLES}) and not exists (
         select from pg_attribute a where a.attrelid = c.oid and a.attnum = any (k.conkey) and a.attname = 'org_id')`,
    );
    expect(without).toEqual([]);
  });
});
