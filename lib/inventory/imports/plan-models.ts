import type { Model } from "../../db/types.ts";
import type { FieldChange, ImportRecord, ProposedFields } from "../../imports/schema.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/query.ts";
import { freeSlug, isReservedSlug, mayChangeModel, proposeSlug, sameValue } from "../rules.ts";
import { ModelCard, ModelFields, type FieldOrigins, type ModelField } from "../schema.ts";
import { takenSlugs } from "../taken-slugs.ts";
import type { ModelProposal } from "./model-proposal.ts";

type Tables = Pick<Reader, "model">;
type Match = { row: Model; by: "source" | "slug" };

const fieldNames = Object.keys(ModelFields.shape) as ModelField[];
/** What a new record says where its file says nothing; a person should look at these. */
const assumed = { kind: "other", sensitivity: "internal", stage: "design" } as const;

function fieldsOf(row: Model): ProposedFields {
  return Object.fromEntries(fieldNames.map((field) => [field, row[field]])) as ProposedFields;
}

function newFields(proposal: ModelProposal, ownerId: string | null): ProposedFields {
  const empty = { name: "", description: "", purpose: "", team: "", provider: "", tasks: [], licence: "", tags: [] };
  return { ...empty, ...assumed, ownerId, ...proposal.stated };
}

function cardOf(row: Model): ModelCard | null {
  const parsed = ModelCard.safeParse(row.card);
  return parsed.success ? parsed.data : null;
}

/**
 * What the file changes in a record. Compared are three things: what the file says now, what it said when it was last
 * imported, and the record. A field that the file says as before stays as people left it.
 */
function changesTo(row: Model, proposal: ModelProposal): FieldChange[] {
  const last = row.sourceKey === proposal.sourceKey ? (cardOf(row)?.stated ?? {}) : {};
  return fieldNames.flatMap((field) => {
    const after = field === "ownerId" ? undefined : proposal.stated[field];
    if (after === undefined || sameValue(after, last[field]) || sameValue(after, row[field])) return [];
    return [{ field, before: row[field], after }];
  });
}

async function matchOf(db: Tables, orgId: string, proposal: ModelProposal, slug: string): Promise<Match | null> {
  const bySource = await db.model.findFirst({
    where: { orgId, sourceKey: proposal.sourceKey },
    orderBy: [{ state: "asc" }, { updatedAt: "desc" }],
  });
  if (bySource !== null) return { row: bySource, by: "source" };
  const bySlug = await db.model.findFirst({ where: { orgId, slug } });
  return bySlug === null ? null : { row: bySlug, by: "slug" };
}

function blockedBecause(row: Model, ctx: Context): string | null {
  if (!mayChangeModel(ctx.actor, row))
    return "You may not change this model. Its owner, a security lead or an administrator may.";
  if (row.state === "archived") return "This model is archived. Restore it first, or register the file as a new model.";
  return null;
}

function planUpdate(
  match: Match,
  proposal: ModelProposal,
  digest: string,
  ctx: Context,
): Omit<ImportRecord, "index" | "freeSlug"> {
  const { row, by } = match;
  const same = row.sourceKey === proposal.sourceKey && cardOf(row)?.digest === digest;
  const changes = same ? [] : changesTo(row, proposal);
  const after = Object.fromEntries(changes.map((change) => [change.field, change.after]));
  const origins = Object.fromEntries(
    changes.flatMap(({ field }) =>
      proposal.origins[field] === undefined ? [] : [[field, proposal.origins[field]] as const],
    ),
  );
  return {
    action: same ? "keep" : "update",
    target: {
      id: row.id,
      slug: row.slug,
      name: row.name,
      version: row.version,
      state: row.state as "active" | "archived",
    },
    matchedBy: by,
    slug: row.slug,
    fields: { ...fieldsOf(row), ...after },
    origins: { ...(row.origins as FieldOrigins | null), ...origins },
    changes,
    blocked: same ? null : blockedBecause(row, ctx),
    card: proposal.card,
  };
}

function planCreate(proposal: ModelProposal, slug: string, ctx: Context): Omit<ImportRecord, "index" | "freeSlug"> {
  const ownerId = ctx.actor.type === "user" ? ctx.actor.id : null;
  const guesses = Object.keys(assumed).filter((field) => !(field in proposal.stated));
  return {
    action: "create",
    target: null,
    matchedBy: null,
    slug,
    fields: newFields(proposal, ownerId),
    origins: {
      ...Object.fromEntries(guesses.map((field) => [field, { source: "assumed" as const }])),
      ...proposal.origins,
    },
    changes: [],
    blocked:
      proposal.stated.name === undefined ? "The file does not say what the model is called. Enter its name." : null,
    card: proposal.card,
  };
}

/** What applying the proposals would do with the inventory as it is now. Changes nothing. */
export async function planModels(
  db: Tables,
  ctx: Context,
  proposals: readonly ModelProposal[],
  digest: string,
): Promise<ImportRecord[]> {
  const records: ImportRecord[] = [];
  const given = new Set<string>();
  for (const [index, proposal] of proposals.entries()) {
    const wanted = proposal.slug ?? proposeSlug(proposal.stated.name ?? "");
    const slug = isReservedSlug(wanted) ? proposeSlug(wanted) : wanted;
    const taken = await takenSlugs(db, ctx.orgId, slug);
    const free = freeSlug(slug, new Set([...taken, ...given]));
    const match = await matchOf(db, ctx.orgId, proposal, slug);
    const planned = match === null ? planCreate(proposal, free, ctx) : planUpdate(match, proposal, digest, ctx);
    if (match === null) given.add(free);
    records.push({ index, freeSlug: free, ...planned });
  }
  return records;
}
