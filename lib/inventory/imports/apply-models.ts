import type { Model } from "../../db/types.ts";
import type { AppliedRecord, ImportDecision, ImportRecord } from "../../imports/schema.ts";
import { audited, type AuditItem } from "../../kernel/aggregate.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError, type FieldError } from "../../kernel/errors.ts";
import type { Reader } from "../../kernel/query.ts";
import { modelAggregate } from "../aggregate.ts";
import { derivedColumns } from "../derived-columns.ts";
import { loadModel, requireMayChange } from "../load-model.ts";
import { requireActivePeople } from "../../people/queries/people-by-id.ts";
import { sameValue } from "../rules.ts";
import { ModelFields, type FieldOrigins, type ModelCard, type ModelField } from "../schema.ts";
import { staleConflict } from "../stale-conflict.ts";
import { writeModel } from "../write-model.ts";
import type { ModelProposal } from "./model-proposal.ts";

type Tables = Pick<Reader, "model" | "user">;
type Batch = { tx: Tables; ctx: CommandContext; digest: string; format: ModelCard["format"] };
type Item = { record: ImportRecord; proposal: ModelProposal; decision: ImportDecision | undefined };
type Done = { applied: AppliedRecord; audit: AuditItem[] };

const fieldNames = Object.keys(ModelFields.shape) as ModelField[];

function checkedFields({ record, decision }: Item): ModelFields {
  const parsed = ModelFields.safeParse({ ...record.fields, ...decision?.fields });
  if (parsed.success) return parsed.data;
  const errors: FieldError[] = parsed.error.issues.map((issue) => ({
    path: `records.${record.index}.fields.${issue.path.join(".")}`,
    message: issue.message,
    line: 1,
  }));
  throw new AppError("unprocessable", "The record is not complete. Nothing was changed.", { errors });
}

/** What the review changed, or left as assumed although it was asked, is a person's word from now on. */
function originsOf({ record, decision }: Item, fields: ModelFields): FieldOrigins {
  const reviewed = (field: ModelField) =>
    decision?.fields?.[field] !== undefined && record.origins[field]?.source === "assumed";
  const edited = fieldNames.filter((field) => reviewed(field) || !sameValue(fields[field], record.fields[field]));
  return { ...record.origins, ...Object.fromEntries(edited.map((field) => [field, { source: "edited" as const }])) };
}

/** Plain JSON, as the database will give it back: what the trail's digest is taken of. */
function cardFor({ ctx, digest, format }: Batch, proposal: ModelProposal): ModelCard {
  const card = { format, digest, importedAt: ctx.now().toISOString(), stated: proposal.stated, draft: proposal.card };
  return JSON.parse(JSON.stringify(card)) as ModelCard;
}

async function create(batch: Batch, item: Item): Promise<Done> {
  const { tx, ctx } = batch;
  const fields = checkedFields(item);
  await requireActivePeople(tx, ctx.orgId, { path: "ownerId", ids: [fields.ownerId] });
  const slug = item.decision?.slug ?? item.record.freeSlug;
  if ((await tx.model.findFirst({ where: { orgId: ctx.orgId, slug }, select: { id: true } })) !== null) {
    const path = `records.${item.record.index}.slug`;
    throw new AppError("conflict", `Another model already has the address ${slug}. ${item.record.freeSlug} is free.`, {
      errors: [{ path, message: `This address is taken. ${item.record.freeSlug} is free.` }],
    });
  }
  const at = ctx.now();
  const row: Model = await tx.model.create({
    data: {
      ...fields,
      ...derivedColumns({ ...fields, slug }),
      id: ctx.newId(),
      orgId: ctx.orgId,
      slug,
      state: "active",
      card: cardFor(batch, item.proposal),
      origins: originsOf(item, fields),
      sourceKey: item.proposal.sourceKey,
      createdBy: ctx.actor.type === "user" ? ctx.actor.id : null,
      version: 1,
      createdAt: at,
      updatedAt: at,
    },
  });
  return { applied: appliedOf(item, "create", row), audit: [audited(modelAggregate, null, row)] };
}

async function update(batch: Batch, item: Item): Promise<Done> {
  const { tx, ctx } = batch;
  const target = item.record.target;
  if (target === null) throw new AppError("unprocessable", "There is no record to update; register it as a new one.");
  const row = await loadModel(tx, ctx.orgId, target.id);
  requireMayChange(ctx.actor, row);
  if (row.version !== target.version) throw await staleConflict(tx, ctx, row);
  const fields = checkedFields(item);
  if (fields.ownerId !== row.ownerId)
    await requireActivePeople(tx, ctx.orgId, { path: "ownerId", ids: [fields.ownerId] });
  const next = await writeModel(tx, ctx, row, {
    ...fields,
    card: cardFor(batch, item.proposal),
    origins: originsOf(item, fields),
    sourceKey: item.proposal.sourceKey,
  });
  return { applied: appliedOf(item, "update", next), audit: [audited(modelAggregate, row, next)] };
}

function appliedOf(
  { record }: Item,
  action: AppliedRecord["action"],
  row: Pick<Model, "id" | "slug" | "name"> | null,
): AppliedRecord {
  const named = row ?? { id: null, slug: record.slug, name: record.fields.name };
  return { index: record.index, action, id: named.id, slug: named.slug, name: named.name };
}

function requireUnblocked({ record, decision }: Item): void {
  const named = record.action === "create" && decision?.fields?.name !== undefined;
  const insteadNew = record.action === "update" && decision?.action === "create";
  if (record.blocked === null || named || insteadNew) return;
  const path = record.action === "create" ? `records.${record.index}.fields.name` : `records.${record.index}`;
  throw new AppError("unprocessable", `${record.blocked} Nothing was changed.`, {
    errors: [{ path, message: record.blocked, line: 1 }],
  });
}

/** Carries out one record of a plan: as proposed, or as the review decided. */
export async function applyModel(batch: Batch, item: Item): Promise<Done> {
  const action = item.decision?.action ?? item.record.action;
  if (action === "skip" || action === "keep")
    return { applied: appliedOf(item, action, item.record.target), audit: [] };
  requireUnblocked(item);
  return action === "create" ? create(batch, item) : update(batch, item);
}
