import { createHash } from "node:crypto";
import type { Tx } from "../../db/types.ts";
import { printCycloneDx } from "../../interop/cyclonedx/print-cyclonedx.ts";
import { noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { invalid } from "../../kernel/errors.ts";
import type { z } from "../../zod.ts";
import { modelsCsv } from "../export-text.ts";
import { loadModel } from "../load-model.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { modelCardOf } from "./model-card-of.ts";
import { reach } from "./reach.ts";
import { readSupply } from "./read-supply.ts";
import { ExportInventoryInput, InventoryFileDto } from "./schema.ts";

type Input = z.output<typeof ExportInventoryInput>;
type File = z.input<typeof InventoryFileDto>;
type Scene = { tx: Tx; input: Input; ctx: CommandContext };

async function bom({ tx, input, ctx }: Scene): Promise<File> {
  const reached = await reach(tx, ctx.orgId, input.of);
  const draft = await readSupply(tx, ctx.orgId, reached);
  const printed = printCycloneDx(draft, {
    specVersion: input.spec,
    serialNumber: `urn:uuid:${ctx.newId()}`,
    timestamp: ctx.now().toISOString(),
  });
  return {
    fileName: `${reached.name}.cdx.json`,
    mediaType: `application/vnd.cyclonedx+json; version=${input.spec}`,
    content: printed.text,
    records: draft.records.length,
    losses: printed.losses.length,
  };
}

async function json({ tx, input, ctx }: Scene): Promise<File> {
  const reached = await reach(tx, ctx.orgId, input.of);
  const { records, links } = await readSupply(tx, ctx.orgId, reached);
  const plain = records.map(({ origins: _origins, rest: _rest, key, ...record }) => ({ id: key, ...record }));
  return {
    fileName: `${reached.name}.json`,
    mediaType: "application/json; charset=utf-8",
    content: `${JSON.stringify({ exportedAt: ctx.now().toISOString(), records: plain, links }, null, 2)}\n`,
    records: records.length,
    losses: 0,
  };
}

async function csv({ tx, input, ctx }: Scene): Promise<File> {
  const { models, name } = await reach(tx, ctx.orgId, input.of);
  const rows = await tx.model.findMany({
    where: { orgId: ctx.orgId, id: { in: models } },
    orderBy: { sortName: "asc" },
  });
  const people = await peopleById(
    tx,
    ctx.orgId,
    rows.map(({ ownerId }) => ownerId),
  );
  const content = modelsCsv(
    rows.map((row) => ({
      ...(row as unknown as Parameters<typeof modelsCsv>[0][number]),
      owner: row.ownerId === null ? "" : (people.get(row.ownerId)?.name ?? ""),
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    })),
  );
  return { fileName: `${name}.csv`, mediaType: "text/csv; charset=utf-8", content, records: rows.length, losses: 0 };
}

async function card({ tx, input, ctx }: Scene): Promise<File> {
  if (input.of === undefined) return invalid("of", "Say which model's card to export.");
  const model = await loadModel(tx, ctx.orgId, input.of);
  const mediaType = "text/markdown; charset=utf-8";
  return { fileName: `${model.slug}.md`, mediaType, content: modelCardOf(model), records: 1, losses: 0 };
}

const printers = { cyclonedx: bom, json, csv, "model-card": card } as const;

/** The inventory, or one thing with all it is made of, as a file. The entry says who took what, and the file's digest. */
export const exportInventory = defineCommand({
  name: "inventory.export",
  summary: "Export the inventory, or a part of it, as CycloneDX, model card, CSV or JSON",
  permission: "model:export",
  http: "GET /exports/{format}",
  rawAnswer: ["application/vnd.cyclonedx+json", "text/markdown", "text/csv", "application/json"],
  input: ExportInventoryInput,
  output: InventoryFileDto,
  async run({ tx, input, ctx }) {
    const file = await printers[input.format]({ tx, input, ctx });
    const digest = createHash("sha256").update(file.content).digest("hex");
    const { records, losses } = file;
    const facts = { format: input.format, of: input.of ?? null, records, losses, digest };
    return { result: file, audit: [noted("inventory_export", ctx.newId(), facts)] };
  },
});
