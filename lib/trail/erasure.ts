import type { Erasure } from "../db/types.ts";
import type { Tx } from "../db/types.ts";
import { audited, defineAggregate, type AuditItem } from "../kernel/aggregate.ts";
import type { CommandContext } from "../kernel/context.ts";

/** An erasure in the trail: why, on which legal basis, and every entry that lost something. */
export const erasureAggregate = defineAggregate<Erasure>({
  type: "erasure",
  table: "erasure",
  schema: 1,
  label: "erasure",
  image: (row) => ({
    kind: row.kind,
    subjectType: row.subjectType,
    subjectId: row.subjectId,
    reason: row.reason,
    legalBasis: row.legalBasis,
    entries: row.entries,
    indices: row.indices.map(Number),
  }),
});

type ErasureInput = Pick<Erasure, "kind" | "subjectType" | "subjectId" | "reason" | "legalBasis"> & {
  /** UUIDs of entries whose whole payload goes. */
  payloads: readonly string[];
  /** Subjects whose personal values and key go, wherever they stand. */
  subjects: readonly string[];
};

async function entriesOf(tx: Tx, orgId: string, subjects: readonly string[]): Promise<string[]> {
  if (subjects.length === 0) return [];
  const rows = await tx.$queryRaw<{ uuid: string }[]>`
    select distinct e.uuid::text as uuid from audit_personal s join audit_entry e using (entry_id)
    where e.org_id = ${orgId}::uuid and s.subject_id = any (${[...subjects]}::text[]::uuid[]) and octet_length(s.cipher) > 0`;
  return rows.map(({ uuid }) => uuid);
}

async function indicesOf(tx: Tx, entries: readonly string[]): Promise<bigint[]> {
  const rows = await tx.$queryRaw<{ idx: bigint }[]>`
    select l.idx from audit_leaf l join audit_entry e using (entry_id)
    where e.uuid = any (${[...entries]}::text[]::uuid[]) order by l.idx`;
  return rows.map(({ idx }) => idx);
}

/**
 * Takes payloads and personal values out of the trail and gives the record that says so with its account. The database
 * does it through one function, which wants that record in the same transaction.
 */
export async function eraseFromTrail(
  tx: Tx,
  ctx: CommandContext,
  input: ErasureInput,
): Promise<{ row: Erasure; item: AuditItem }> {
  const { payloads, subjects, ...facts } = input;
  const entries = [...new Set([...payloads, ...(await entriesOf(tx, ctx.orgId, subjects))])].sort();
  const row = await tx.erasure.create({
    data: {
      id: ctx.newId(),
      orgId: ctx.orgId,
      ...facts,
      entries,
      indices: await indicesOf(tx, entries),
      createdBy: ctx.actor.type === "user" ? ctx.actor.id : null,
      version: 1,
      createdAt: ctx.now(),
    },
  });
  await tx.$executeRaw`select audit_erase(${row.id}::uuid, ${[...payloads]}::text[]::uuid[], ${[...subjects]}::text[]::uuid[])`;
  return { row, item: audited(erasureAggregate, null, row) };
}
