import type {
  ParsedSupply,
  SupplyDraft,
  SupplyLink,
  SupplyLoss,
  SupplyRecord,
} from "../../../interop/supply-chain/draft.ts";
import type { FieldChange, SupplyPlanRecord } from "../../../imports/schema.ts";
import type { Context } from "../../../kernel/context.ts";
import { groupBy } from "../../../kernel/group-by.ts";
import type { Reader } from "../../../kernel/query.ts";
import type { JsonValue } from "../../../interop/json-value.ts";
import { mayChangeModel } from "../../rules.ts";
import { readExisting, type Existing } from "./existing.ts";
import { sameContent, shown, statedOf, storable, type Stated } from "./stated.ts";

type Tables = Pick<Reader, "model" | "modelVersion" | "versionArtifact" | "asset" | "assetLink" | "user">;

/** One record of a draft against the inventory: what is there, what differs, which links come and go. */
export type PlannedRecord = {
  record: SupplyRecord;
  stated: Stated;
  existing: Existing | null;
  changed: Stated;
  linksAdded: SupplyLink[];
  linksGone: { relation: string; type: string; id: string }[];
  shown: SupplyPlanRecord;
};

function currentOf(existing: Existing): Readonly<Record<string, JsonValue>> {
  const row = existing.row as unknown as Readonly<Record<string, JsonValue>>;
  const facts = (existing.kind === "model" ? {} : existing.row.facts) as Readonly<Record<string, JsonValue>>;
  const artifacts =
    existing.kind === "model_version"
      ? existing.artifacts.map(({ name, mediaType, sizeBytes, digest, location }) => ({
          name,
          mediaType,
          sizeBytes,
          digest,
          location,
        }))
      : [];
  return {
    ...row,
    artifacts,
    ...Object.fromEntries(Object.entries(facts).map(([fact, value]) => [`facts.${fact}`, value])),
  };
}

/** What the file changes: what it states now and neither stated before nor is there. A field that it states as before stays as people left it. */
function changesTo(existing: Existing, stated: Stated): { changed: Stated; changes: FieldChange[] } {
  const current = currentOf(existing);
  const last = existing.source?.stated ?? {};
  const changed = Object.entries(stated).filter(
    ([field, value]) => !sameContent(value, last[field]) && !sameContent(value, current[field]),
  );
  return {
    changed: Object.fromEntries(changed),
    changes: changed.map(([field, value]) => ({ field, before: shown(current[field]), after: shown(value) })),
  };
}

function blockedBecause(existing: Existing, ctx: Context, changing: boolean): string | null {
  const owned = existing.kind === "asset" ? existing.row : existing.model;
  if (!mayChangeModel(ctx.actor, owned)) {
    return "You may not change this record. Its owner, a security lead or an administrator may.";
  }
  if (owned.state === "archived") return "This record is archived. Restore it first.";
  if (changing && existing.kind === "model_version" && existing.row.state !== "draft") {
    return "This version is released and never changes. Give the new one a label of its own.";
  }
  return null;
}

type Links = { added: SupplyLink[]; gone: { relation: string; type: string; id: string }[] };

function linkChanges(existing: Existing, links: readonly SupplyLink[], idOf: (key: string) => string | null): Links {
  const has = new Set(existing.links.map(({ relation, id }) => `${relation} ${id}`));
  const stated = new Set(links.map(({ relation, to }) => `${relation} ${idOf(to) ?? "new"}`));
  const last = existing.source?.links ?? [];
  return {
    added: links.filter(({ relation, to }) => !has.has(`${relation} ${idOf(to) ?? "new"}`)),
    gone: last.filter(({ relation, id }) => has.has(`${relation} ${id}`) && !stated.has(`${relation} ${id}`)),
  };
}

const detailOf = (record: SupplyRecord): string => {
  const detail = record.facts["label"] ?? record.facts["release"];
  return typeof detail === "string" ? detail : "";
};

function target(existing: Existing): NonNullable<SupplyPlanRecord["target"]> {
  const { row } = existing;
  if (existing.kind === "model_version") {
    const { label, version, id } = existing.row;
    return { type: "model_version", id, slug: `${existing.model.slug}/${label}`, name: existing.model.name, version };
  }
  const type = existing.kind === "asset" ? (existing.row.kind as SupplyPlanRecord["kind"]) : "model";
  const { slug, name } = existing.row as { slug: string; name: string };
  return { type, id: row.id, slug, name, version: row.version };
}

function planned(record: SupplyRecord, found: Found, links: readonly SupplyLink[], scene: Scene): PlannedRecord {
  const stated = statedOf(record);
  const base = {
    key: record.key,
    kind: record.kind,
    name: record.name,
    detail: detailOf(record),
    parentKey: record.parentKey,
    path: record.rest?.pointer ?? "",
  };
  if (found === null) {
    const account = { action: "create" as const, target: null, matchedBy: null, changes: [], blocked: null };
    const shownRecord = { ...base, ...account, linksAdded: links.length, linksGone: 0 };
    return {
      record,
      stated,
      existing: null,
      changed: stated,
      linksAdded: [...links],
      linksGone: [],
      shown: shownRecord,
    };
  }
  const { existing, by } = found;
  const { changed, changes } = changesTo(existing, stated);
  const { added, gone } = linkChanges(existing, links, scene.idOf);
  const rest = record.rest?.value ?? null;
  const changing = changes.length > 0 || added.length > 0 || gone.length > 0;
  const restChanged = !sameContent(existing.source?.rest?.value ?? null, rest) && existing.kind !== "model_version";
  const update = changing || restChanged;
  const shownRecord: SupplyPlanRecord = {
    ...base,
    action: update ? "update" : "keep",
    target: target(existing),
    matchedBy: by,
    changes,
    blocked: update ? blockedBecause(existing, scene.ctx, changing) : null,
    linksAdded: added.length,
    linksGone: gone.length,
  };
  return { record, stated, existing, changed, linksAdded: added, linksGone: gone, shown: shownRecord };
}

type Found = { existing: Existing; by: "source" | "slug" } | null;
type Scene = { ctx: Context; idOf: (key: string) => string | null };

/** Parents come before what belongs to them. */
const rank = (record: SupplyRecord): number => (record.parentKey === null ? 0 : 1);

/** What applying a parsed file would do with the inventory as it is now, record by record in the order of the draft. Changes nothing. */
export async function planSupply(db: Tables, ctx: Context, given: SupplyDraft): Promise<PlannedRecord[]> {
  const draft = { ...given, records: given.records.map(storable) };
  const finder = await readExisting(db, ctx.orgId, draft);
  const found = new Map<string, Found>();
  for (const record of [...draft.records].sort((a, b) => rank(a) - rank(b))) {
    const parent = record.parentKey === null ? null : (found.get(record.parentKey) ?? null);
    const parentId = parent === null ? null : parent.existing.row.id;
    found.set(record.key, finder.find(record, parentId));
  }
  const links = groupBy(draft.links, ({ from }) => from);
  const scene: Scene = { ctx, idOf: (key) => found.get(key)?.existing.row.id ?? null };
  return draft.records.map((record) =>
    planned(record, found.get(record.key) ?? null, links.get(record.key) ?? [], scene),
  );
}

/** A plan as the import door stores and shows it; `more` are losses that only the inventory knows of. */
export function shownPlan(parsed: ParsedSupply, plan: readonly PlannedRecord[], more: readonly SupplyLoss[]) {
  const unknown = parsed.draft.unknown.map(({ pointer, line }) => ({
    path: pointer,
    line,
    message: `${pointer} speaks of the whole file and is not kept with a record.`,
  }));
  return {
    records: [],
    supply: plan.map((each) => each.shown),
    problems: parsed.problems,
    losses: [...parsed.losses, ...more, ...unknown],
  };
}
