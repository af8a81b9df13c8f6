import type { Tx } from "../../db/types.ts";
import type { Aggregate } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import type { CommandContext } from "../../kernel/context.ts";
import type { ErasedSubject, Eraser } from "../../kernel/eraser.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { eraseFromTrail } from "../erasure.ts";
import { ErasePersonInput, ErasureDto } from "../schema.ts";

type Target = { id: string; email: string; state: string };

/** Entries whose payload holds one of the texts in the clear. */
async function payloadsNaming(tx: Tx, orgId: string, texts: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ uuid: string }[]>`
    select e.uuid::text as uuid from audit_entry e join audit_payload p using (entry_id)
    where e.org_id = ${orgId}::uuid and p.body is not null and e.entity_type <> 'erasure' and exists (
      select 1 from unnest(${texts.map((text) => JSON.stringify(text).slice(1, -1))}::text[]) t
      where position(convert_to(t, 'utf8') in p.body) > 0)`;
  return rows.map(({ uuid }) => uuid);
}

async function remaining(tx: Tx, ctx: CommandContext, subject: ErasedSubject, aggregates: readonly Aggregate<never>[]) {
  const found: { entityType: string; rows: number }[] = [];
  for (const { type, table } of aggregates) {
    if (type === "erasure") continue;
    const [row] = await tx.$queryRawUnsafe<{ n: bigint }[]>(
      `select count(*) as n from ${table} r where r.org_id = $1::uuid and exists (
         select 1 from unnest($2::text[]) t where position(lower(t) in lower(r::text)) > 0)`,
      ctx.orgId,
      [...subject.texts],
    );
    if (Number(row?.n) > 0) found.push({ entityType: type, rows: Number(row?.n) });
  }
  return found;
}

async function loadSubject(tx: Tx, orgId: string, input: { subject: string; id: string }): Promise<Target> {
  if (input.subject === "user") {
    return (await tx.user.findFirst({ where: { id: input.id, orgId } })) ?? notFound("person");
  }
  const invitation = await tx.invitation.findFirst({ where: { id: input.id, orgId } });
  return invitation === null ? notFound("invitation") : { ...invitation, state: "disabled" };
}

/**
 * Makes the command that erases a person: what they are called everywhere, what the trail committed to about them, and
 * the key that their values are encrypted with. Takes the erasers of all domains, and all aggregates to look through.
 */
export function defineErasePerson(
  parts: () => { erasers: readonly Eraser[]; aggregates: readonly Aggregate<never>[] },
) {
  return defineCommand({
    name: "person.erase",
    summary: "Erase a disabled person's data, or those of an invitation",
    permission: "people:manage",
    http: "POST /audit/erasures",
    reauthenticate: true,
    input: ErasePersonInput,
    output: ErasureDto,
    load: ({ tx, input, ctx }) => loadSubject(tx, ctx.orgId, input),
    authorize({ target }) {
      if (target.state !== "disabled") {
        throw new AppError("precondition_failed", "Disable this person first. Only then can their data be erased.");
      }
      if (target.email.endsWith("@erased.invalid")) {
        throw new AppError("precondition_failed", "These data are erased already.");
      }
    },
    async run({ tx, input, target, ctx }) {
      const { erasers, aggregates } = parts();
      const subject: ErasedSubject = { type: input.subject, id: target.id, texts: [target.email, ...input.texts] };
      const args = { tx, ctx, subject };
      const others = await Promise.all(erasers.map(async (eraser) => (await eraser.subjects?.(args)) ?? []));
      const subjects = [...new Set([target.id, ...others.flat()])];
      const { row, item } = await eraseFromTrail(tx, ctx, {
        kind: "person",
        subjectType: input.subject,
        subjectId: target.id,
        reason: input.reason,
        legalBasis: input.legalBasis,
        payloads: await payloadsNaming(tx, ctx.orgId, subject.texts),
        subjects,
      });
      const items = [];
      for (const eraser of erasers) items.push(...(await eraser.erase(args)));
      const rest = await remaining(tx, ctx, subject, aggregates);
      return { result: { id: row.id, entries: row.entries.length, remaining: rest }, audit: [item, ...items] };
    },
  });
}
