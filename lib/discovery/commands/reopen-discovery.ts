import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { decide, loadDiscovery } from "../decide.ts";
import { toDiscoveryDto } from "../discovery-dto.ts";
import { DiscoveryDto, ReopenDiscoveryInput } from "../schema.ts";

/** Puts a decided discovery back into the inbox. What was registered from it stays in the inventory. */
export const reopenDiscovery = defineCommand({
  name: "discovery.reopen",
  summary: "Put a discovery back into the inbox; what was registered from it stays",
  permission: "discovery:decide",
  http: "POST /discoveries/{id}/reopen",
  input: ReopenDiscoveryInput,
  output: DiscoveryDto,
  load: ({ tx, input, ctx }) => loadDiscovery(tx, ctx.orgId, input.id),
  authorize({ target }) {
    if (target.state === "open") throw new AppError("precondition_failed", "This is in the inbox already.");
  },
  async run({ tx, input, target, ctx }) {
    const decision = { state: "open" } as const;
    const { after, item } = await decide(tx, ctx, { before: target, expectedVersion: input.expectedVersion, decision });
    return { result: await toDiscoveryDto(tx, ctx, after), audit: [item] };
  },
});
