import { nodesOf } from "../../inventory/queries/nodes-of.ts";
import { defineCommand } from "../../kernel/command.ts";
import { invalid } from "../../kernel/errors.ts";
import { decide, loadDiscovery, requireOpen } from "../decide.ts";
import { toDiscoveryDto } from "../discovery-dto.ts";
import { DiscoveryDto, MatchDiscoveryInput } from "../schema.ts";

/** Says what a discovery is in the inventory. */
export const matchDiscovery = defineCommand({
  name: "discovery.match",
  summary: "Match a discovery to a model, version, system, component or deployment",
  permission: "discovery:decide",
  http: "POST /discoveries/{id}/match",
  input: MatchDiscoveryInput,
  output: DiscoveryDto,
  load: ({ tx, input, ctx }) => loadDiscovery(tx, ctx.orgId, input.id),
  authorize: ({ target }) => requireOpen(target),
  async run({ tx, input, target, ctx }) {
    const match = { type: input.type, id: input.entityId };
    const node = (await nodesOf(tx, ctx.orgId, [match])).get(match.id);
    if (node?.type !== match.type) invalid("entityId", "There is no such thing in the inventory.");
    const decision = { state: "matched", match } as const;
    const { after, item } = await decide(tx, ctx, { before: target, expectedVersion: input.expectedVersion, decision });
    return { result: await toDiscoveryDto(tx, ctx, after), audit: [item] };
  },
});
