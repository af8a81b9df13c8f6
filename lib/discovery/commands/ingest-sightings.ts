import { createHash } from "node:crypto";
import type { DiscoveryBatch, Tx } from "../../db/types.ts";
import { audited, noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError } from "../../kernel/errors.ts";
import { discoveryBatchAggregate } from "../aggregates.ts";
import { countSeen, notCountedBefore } from "../count-seen.ts";
import { placeSightings } from "../place-sightings.ts";
import { identityOf, prepareBatch } from "../prepare-batch.ts";
import { IngestedDto, IngestInput, type Ingested, type Sighting } from "../schema.ts";

const digestOf = (sightings: readonly Sighting[]): string =>
  createHash("sha256").update(JSON.stringify(sightings)).digest("hex");

/** Batches of an organization are counted one after the other, so that two of them never make the same discovery. */
async function waitForTurn(tx: Tx, orgId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`discovery ${orgId}`}, 0))`;
}

async function sentBefore(tx: Tx, ctx: CommandContext, key: string | undefined, digest: string) {
  if (key === undefined) return undefined;
  const batch = await tx.discoveryBatch.findFirst({ where: { orgId: ctx.orgId, batchKey: key } });
  if (batch === null || batch.digest === digest) return batch ?? undefined;
  const message = "A batch with other sightings already used this key. Give every batch a key of its own.";
  throw new AppError("conflict", message, { errors: [{ path: "batchKey", message }] });
}

async function countBatch(
  tx: Tx,
  ctx: CommandContext,
  input: { batchKey?: string | undefined; sightings: readonly Sighting[]; digest: string },
) {
  const { prepared, problems } = prepareBatch(input.sightings, ctx.now());
  const placed = await placeSightings(tx, ctx, prepared);
  const results = prepared.flatMap((seen) => {
    const row = placed.byIdentity.get(identityOf(seen));
    return row === undefined ? [] : [{ index: seen.index, id: row.id, state: row.state, seenAt: seen.seenAt, seen }];
  });
  const fresh = new Set(await notCountedBefore(tx, ctx, prepared));
  const counted = results.filter(({ seen }) => fresh.has(seen));
  await countSeen(tx, ctx.orgId, counted);
  const answer = {
    batchId: ctx.newId(),
    repeated: false,
    counted: counted.length,
    created: placed.created,
    results: results.map(({ index, id, state }) => ({
      index,
      id,
      state: state as Ingested["results"][number]["state"],
    })),
    problems,
  } satisfies Ingested;
  const batch: DiscoveryBatch = await tx.discoveryBatch.create({
    data: {
      id: answer.batchId,
      orgId: ctx.orgId,
      batchKey: input.batchKey ?? null,
      digest: input.digest,
      sources: [...new Set(input.sightings.map(({ source }) => source))].sort(),
      sightings: input.sightings.length,
      counted: answer.counted,
      created: answer.created,
      problems: problems.length,
      answer,
      version: 1,
      createdAt: ctx.now(),
    },
  });
  return { answer, audit: [audited(discoveryBatchAggregate, null, batch), ...placed.audit] as const };
}

/** Counts what a scanner or proxy saw. A batch that comes twice under one key counts once; known things are linked at once. */
export const ingestSightings = defineCommand({
  name: "discovery.ingest",
  summary: "Report what scanners and proxies saw in use, in batches of up to 1,000",
  permission: "discovery:write",
  http: "POST /discoveries",
  input: IngestInput,
  output: IngestedDto,
  async run({ tx, input, ctx }) {
    const digest = digestOf(input.sightings);
    await waitForTurn(tx, ctx.orgId);
    const before = await sentBefore(tx, ctx, input.batchKey, digest);
    if (before !== undefined) {
      const facts = { batchId: before.id, digest, sightings: before.sightings };
      const again = noted("discovery_resend", before.id, facts, { action: "discovery.ingest_again" });
      return { result: { ...(before.answer as Ingested), repeated: true }, audit: [again] };
    }
    const { answer, audit } = await countBatch(tx, ctx, { ...input, digest });
    return { result: answer, audit: [...audit] };
  },
});
