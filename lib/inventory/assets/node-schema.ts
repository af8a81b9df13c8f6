import { z } from "../../zod.ts";
import { NodeDto, NodeTypeName } from "./schema.ts";

export const ResolveNodeInput = z.strictObject({
  type: NodeTypeName.optional().describe("Needed to find a thing by its slug"),
  id: z.string().min(1).max(200).describe("The thing's id or, with the type, its slug; a version's is model/label"),
});

export const DescribeNodesInput = z.strictObject({
  references: z.array(z.strictObject({ type: NodeTypeName, id: z.uuid() })).max(5000),
});

export const NodesDto = z.strictObject({ items: z.array(NodeDto) });
