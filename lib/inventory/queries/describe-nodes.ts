import { defineQuery } from "../../kernel/query.ts";
import { DescribeNodesInput, NodesDto } from "../assets/node-schema.ts";
import { readNodes } from "../assets/nodes.ts";

/** What references to things of the inventory point at, each once and in their order; what is not there is left out. */
export const describeNodes = defineQuery({
  name: "node.describe",
  summary: "Names, owners and states of things of the inventory",
  permission: "asset:read",
  input: DescribeNodesInput,
  output: NodesDto,
  async run({ db, input, ctx }) {
    const nodes = await readNodes(db, ctx.orgId, input.references);
    const ids = new Set(input.references.map(({ id }) => id));
    return { items: [...ids].flatMap((id) => nodes.get(id) ?? []) };
  },
});
