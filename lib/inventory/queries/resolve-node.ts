import { notFound } from "../../kernel/errors.ts";
import { isUuid } from "../../kernel/ids.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import { ResolveNodeInput } from "../assets/node-schema.ts";
import { readNodes } from "../assets/nodes.ts";
import { nodeLabels, type NodeType } from "../assets/rules.ts";
import { NodeDto } from "../assets/schema.ts";

async function idOfSlug(db: Reader, orgId: string, type: NodeType, slug: string): Promise<string | undefined> {
  if (type === "model") return (await db.model.findFirst({ where: { orgId, slug }, select: { id: true } }))?.id;
  if (type !== "model_version") {
    return (await db.asset.findFirst({ where: { orgId, kind: type, slug }, select: { id: true } }))?.id;
  }
  const [model = "", ...label] = slug.split("/");
  const found = await db.model.findFirst({ where: { orgId, slug: model }, select: { id: true } });
  const where = { orgId, modelId: found?.id ?? "", label: label.join("/") };
  return found === null ? undefined : (await db.modelVersion.findFirst({ where, select: { id: true } }))?.id;
}

/** One thing of the inventory by its id, or by its kind and slug. */
export const resolveNode = defineQuery({
  name: "node.resolve",
  summary: "Find one thing of the inventory by id or slug",
  permission: "asset:read",
  input: ResolveNodeInput,
  output: NodeDto,
  async run({ db, input, ctx }) {
    const { type } = input;
    const label = type === undefined ? "asset" : nodeLabels[type].toLowerCase();
    if (!isUuid(input.id.toLowerCase()) && type === undefined) return notFound(label);
    const given = isUuid(input.id.toLowerCase()) ? input.id.toLowerCase() : undefined;
    const id = given ?? (type === undefined ? undefined : await idOfSlug(db, ctx.orgId, type, input.id));
    if (id === undefined) return notFound(label);
    const types: readonly NodeType[] = type === undefined ? ["model", "model_version", "system"] : [type];
    const nodes = await readNodes(
      db,
      ctx.orgId,
      types.map((each) => ({ type: each, id })),
    );
    const node = nodes.get(id);
    if (node === undefined || (type !== undefined && node.type !== type)) return notFound(label);
    return node;
  },
});
