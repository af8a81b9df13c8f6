import { createHash } from "node:crypto";
import { noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { z } from "../../zod.ts";

const MOST = 50_000;

type KeyRow = {
  source: string;
  batch_id: string;
  received_at: Date;
  digest: Uint8Array;
  accepted: number;
  rejected: number;
};

/** SHA-256 over the batches in order of their arrival: a line each of time, source, id, counts and the digest of the body. */
function digestOf(rows: readonly KeyRow[]): string {
  const hash = createHash("sha256");
  for (const { received_at: at, source, batch_id: id, accepted, rejected, digest } of rows) {
    hash.update(`${at.toISOString()} ${source} ${id} ${accepted} ${rejected} ${Buffer.from(digest).toString("hex")}\n`);
  }
  return hash.digest("hex");
}

/**
 * Puts the batches of telemetry that came since the last time into the trail: one entry with their number and the digest of
 * all of them. Throws precondition_failed when none came.
 */
export const noteBatches = defineCommand({
  name: "telemetry.note_batches",
  summary: "Put the number and the digest of the batches of telemetry that came into the trail",
  permission: "system:operate",
  input: z.strictObject({}),
  output: z.strictObject({ batches: z.int(), sha256: z.string() }),
  async run({ tx, ctx }) {
    const rows = await tx.$queryRawUnsafe<KeyRow[]>(
      `select source, batch_id::text as batch_id, received_at, digest, accepted, rejected from telemetry_batch_key
       where org_id = $1::uuid and not noted order by received_at, batch_id limit $2 for update`,
      ctx.orgId,
      MOST,
    );
    const [first] = rows;
    const last = rows.at(-1);
    if (first === undefined || last === undefined) {
      throw new AppError("precondition_failed", "No telemetry came since the last time.");
    }
    await tx.$executeRawUnsafe(
      "update telemetry_batch_key set noted = true where org_id = $1::uuid and batch_id = any ($2::uuid[]) and not noted",
      ctx.orgId,
      rows.map(({ batch_id: id }) => id),
    );
    const sha256 = digestOf(rows);
    const facts = {
      from: first.received_at.toISOString(),
      to: last.received_at.toISOString(),
      batches: rows.length,
      accepted: rows.reduce((sum, { accepted }) => sum + accepted, 0),
      rejected: rows.reduce((sum, { rejected }) => sum + rejected, 0),
      sha256,
    };
    return { result: { batches: rows.length, sha256 }, audit: [noted("telemetry_digest", ctx.newId(), facts)] };
  },
});
