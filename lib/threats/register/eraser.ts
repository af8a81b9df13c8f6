import type { Threat } from "../../db/types.ts";
import type { AuditItem } from "../../kernel/aggregate.ts";
import { erasedItem, redact, redactAll, type Eraser } from "../../kernel/eraser.ts";
import { threatAggregate } from "../aggregates.ts";
import { derivedColumns } from "./columns.ts";

type Arguments = Parameters<Eraser["erase"]>[0];

const FIELDS = [
  "title",
  "description",
  "targetName",
  "stateReason",
  "grammar",
  "mitigations",
  "links",
  "because",
] as const;

/** Threats that name the person in a field of their own or in a comment, found without regard to the case of letters. */
async function naming({ tx, ctx, subject }: Arguments): Promise<{ threats: string[]; comments: string[] }> {
  const texts = [...subject.texts];
  const threats = await tx.$queryRaw<{ id: string }[]>`
    select t.id::text as id from threat t where t.org_id = ${ctx.orgId}::uuid and exists (
      select 1 from unnest(${texts}::text[]) w where position(lower(w) in lower(t::text)) > 0)`;
  const comments = await tx.$queryRaw<{ id: string }[]>`
    select c.id::text as id from threat_comment c where c.org_id = ${ctx.orgId}::uuid and exists (
      select 1 from unnest(${texts}::text[]) w where position(lower(w) in lower(c.body || ' ' || coalesce(c.guest_name, ''))) > 0)`;
  return { threats: threats.map(({ id }) => id), comments: comments.map(({ id }) => id) };
}

async function redactComments({ tx, subject }: Arguments, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.threatComment.findMany({ where: { id: { in: [...ids] } } });
  for (const { id, body, guestName } of rows) {
    const data = { body: redact(body, subject.texts), guestName: redact(guestName, subject.texts) };
    await tx.threatComment.update({ where: { id }, data });
  }
  return rows.map(({ threatId }) => threatId);
}

async function redactThreat({ tx, ctx, subject }: Arguments, before: Threat): Promise<AuditItem> {
  const changed = Object.fromEntries(
    FIELDS.filter((field) => before[field] !== null).map((field) => [field, redactAll(before[field], subject.texts)]),
  ) as Pick<Threat, "title" | "description" | "targetName" | "stateReason">;
  const { rank: _rank, tactics: _tactics, ...derived } = derivedColumns({ ...before, ...changed });
  const after = await tx.threat.update({
    where: { id: before.id, version: before.version },
    data: { ...changed, ...derived, updatedAt: ctx.now(), version: { increment: 1 } },
  });
  return erasedItem(threatAggregate, { before, after, fields: FIELDS });
}

/** Takes the person's texts out of threats and of what people wrote about them. */
export const threatEraser: Eraser = {
  tables: ["threat", "threat_comment"],
  async erase(args) {
    const { threats, comments } = await naming(args);
    const commented = await redactComments(args, comments);
    const rows = await args.tx.threat.findMany({
      where: { id: { in: [...new Set([...threats, ...commented])] } },
      orderBy: { id: "asc" },
    });
    const items: AuditItem[] = [];
    for (const row of rows) items.push(await redactThreat(args, row));
    return items;
  },
};
