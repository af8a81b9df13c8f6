import type { Tx } from "../../db/types.ts";
import { applyBatch } from "../../graph/apply-batch.ts";
import { toContent } from "../../graph/diagram.ts";
import type { Operation } from "../../graph/schema.ts";
import type { AuditItem } from "../../kernel/aggregate.ts";
import { erasedItem, redact, redactAll, type Eraser } from "../../kernel/eraser.ts";
import { proposeSlug } from "../../inventory/rules.ts";
import { attackPathAggregate, threatModelAggregate, threatModelVersionAggregate } from "../aggregates.ts";
import { scopeOf } from "../load-threat-model.ts";
import { searchColumns } from "../search-columns.ts";
import { readContent } from "./read-content.ts";
import { lockDiagram, recordBatch } from "./record-batch.ts";
import { writeContent } from "./write-content.ts";

type Arguments = Parameters<Eraser["erase"]>[0];

type Part = { id: string } & Record<string, unknown>;

/** What people write freely; everything else is ours: ids, kinds, places. */
const WRITTEN = ["name", "description", "technology", "protocol", "outOfScope", "text", "externalId"];

/** The written values that name the person, without the person's texts. */
function redacted(value: Readonly<Record<string, unknown>>, texts: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    WRITTEN.flatMap((field) => {
      const before = value[field];
      if (typeof before !== "string") return [];
      const after = redact(before, texts);
      return after === before ? [] : [[field, after]];
    }),
  );
}

/** One operation for each part that names the person. */
function redactions(part: Operation["part"], values: readonly Part[], texts: readonly string[]): Operation[] {
  return values.flatMap(({ id, ...value }) => {
    const set = redacted(value, texts);
    return Object.keys(set).length === 0 ? [] : [{ do: "set", part, id, set }];
  });
}

function redactEffect(effect: Operation, texts: readonly string[]): Operation {
  if (effect.do === "add")
    return { ...effect, value: { ...effect.value, ...redacted(effect.value, texts) } } as Operation;
  if (effect.do === "set") return { ...effect, set: { ...effect.set, ...redacted(effect.set, texts) } } as Operation;
  return effect;
}

async function redactHistory(tx: Tx, diagramId: string, texts: readonly string[]): Promise<void> {
  const rows = await tx.$queryRaw<{ seq: number }[]>`
    select o.seq from diagram_operation o where o.diagram_id = ${diagramId}::uuid and exists (
      select 1 from unnest(${[...texts]}::text[]) w where position(lower(w) in lower(o.effects::text || o.refused::text)) > 0)`;
  for (const { seq } of rows) {
    const where = { diagramId_seq: { diagramId, seq } };
    const { effects, refused } = await tx.diagramOperation.findUniqueOrThrow({ where });
    const data = {
      effects: (effects as Operation[]).map((effect) => redactEffect(effect, texts)),
      refused: redactAll(refused, texts) as object,
    };
    await tx.diagramOperation.update({ where, data });
  }
  await tx.diagramCheckpoint.deleteMany({ where: { diagramId } });
}

/** Diagrams that name the person, now or in their history: by a batch like any other, so that open rooms follow. */
async function eraseDiagrams({ tx, ctx, subject }: Arguments): Promise<AuditItem[]> {
  const texts = [...subject.texts];
  const found = await tx.$queryRaw<{ id: string }[]>`
    select d.id::text as id from diagram d where d.org_id = ${ctx.orgId}::uuid and exists (
      select 1 from unnest(${texts}::text[]) w where position(lower(w) in lower(d.name)) > 0 or exists (
        select 1 from diagram_operation o where o.diagram_id = d.id and position(lower(w) in lower(o.effects::text || o.refused::text)) > 0))
    order by d.id`;
  const items: AuditItem[] = [];
  for (const { id } of found) {
    const diagram = await lockDiagram(tx, id);
    const content = await readContent(tx, id);
    const { zones, elements, flows, assumptions } = toContent(content);
    const operations = [
      ...redactions("zone", zones, texts),
      ...redactions("element", elements, texts),
      ...redactions("flow", flows, texts),
      ...redactions("assumption", assumptions, texts),
    ];
    const { effects } = applyBatch(content, operations);
    await writeContent(tx, { diagramId: id, orgId: ctx.orgId }, content, effects);
    await redactHistory(tx, id, texts);
    const name = redact(diagram.name, texts);
    const { item } = await recordBatch(tx, ctx, diagram, { batchId: ctx.newId(), effects, refused: [], name });
    items.push({ ...item, before: null, action: "diagram.erase" });
  }
  return items;
}

const TEXTS = ["slug", "name", "description", "tags"] as const;

/** An address that was made from a name with the person in it becomes one that says nothing. */
function slugWithout({ id, slug }: { id: string; slug: string }, texts: readonly string[]): string {
  return texts.some((text) => slug.includes(proposeSlug(text))) ? `erased-${id.slice(-12)}` : slug;
}

async function eraseThreatModels({ tx, ctx, subject }: Arguments): Promise<AuditItem[]> {
  const texts = [...subject.texts];
  const found = await tx.$queryRaw<{ id: string }[]>`
    select t.id::text as id from threat_model t where t.org_id = ${ctx.orgId}::uuid and exists (
      select 1 from unnest(${texts}::text[]) w where position(lower(w) in lower(t::text)) > 0)`;
  const rows = await tx.threatModel.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: { id: "asc" },
  });
  const items: AuditItem[] = [];
  for (const before of rows) {
    const name = redact(before.name, texts);
    const description = redact(before.description, texts);
    const tags = before.tags.map((tag) => redact(tag, texts));
    const after = await tx.threatModel.update({
      where: { id: before.id, version: before.version },
      data: {
        ...{ slug: slugWithout(before, texts), name, description, tags },
        ...searchColumns({ name, description, tags }),
        updatedAt: ctx.now(),
        version: { increment: 1 },
      },
    });
    const scope = await scopeOf(tx, before.id);
    const change = { before: { ...before, scope }, after: { ...after, scope }, fields: TEXTS };
    items.push(erasedItem(threatModelAggregate, change));
  }
  return items;
}

const PATH = ["name", "description", "content"] as const;

async function erasePaths({ tx, ctx, subject }: Arguments): Promise<AuditItem[]> {
  const texts = [...subject.texts];
  const found = await tx.$queryRaw<{ id: string }[]>`
    select p.id::text as id from attack_path p where p.org_id = ${ctx.orgId}::uuid and exists (
      select 1 from unnest(${texts}::text[]) w where position(lower(w) in lower(p::text)) > 0)`;
  const rows = await tx.attackPath.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: { id: "asc" },
  });
  const items: AuditItem[] = [];
  for (const before of rows) {
    const after = await tx.attackPath.update({
      where: { id: before.id, version: before.version },
      data: {
        name: redact(before.name, texts),
        description: redact(before.description, texts),
        content: redactAll(before.content, texts) as object,
        updatedAt: ctx.now(),
        version: { increment: 1 },
      },
    });
    items.push(erasedItem(attackPathAggregate, { before, after, fields: PATH }));
  }
  return items;
}

/** Versions put up for review: the digest still says what was looked at, the content no longer names the person. */
async function eraseVersions({ tx, ctx, subject }: Arguments): Promise<AuditItem[]> {
  const texts = [...subject.texts];
  const found = await tx.$queryRaw<{ id: string }[]>`
    select v.id::text as id from threat_model_version v where v.org_id = ${ctx.orgId}::uuid and exists (
      select 1 from unnest(${texts}::text[]) w where position(lower(w) in lower(v::text)) > 0)`;
  const rows = await tx.threatModelVersion.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: { id: "asc" },
  });
  const items: AuditItem[] = [];
  for (const before of rows) {
    const after = await tx.threatModelVersion.update({
      where: { id: before.id, version: before.version },
      data: {
        content: redactAll(before.content, texts) as object,
        basis: redactAll(before.basis, texts) as object,
        note: redact(before.note, texts),
        decisionReason: redact(before.decisionReason, texts),
        updatedAt: ctx.now(),
        version: { increment: 1 },
      },
    });
    const fields = ["basis", "note", "decisionReason"];
    items.push(erasedItem(threatModelVersionAggregate, { before, after, fields }));
  }
  return items;
}

/** Takes the person's texts out of threat models, their drawings with all that led to them, and attack paths. */
export const diagramEraser: Eraser = {
  tables: [
    "threat_model",
    "diagram",
    "diagram_zone",
    "diagram_element",
    "diagram_flow",
    "diagram_assumption",
    "diagram_operation",
    "diagram_checkpoint",
    "attack_path",
    "threat_model_version",
  ],
  async erase(args) {
    return [
      ...(await eraseDiagrams(args)),
      ...(await eraseThreatModels(args)),
      ...(await erasePaths(args)),
      ...(await eraseVersions(args)),
    ];
  },
};
