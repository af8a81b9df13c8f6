import { defineCommand } from "../../kernel/command.ts";
import { invalid } from "../../kernel/errors.ts";
import { decide, loadDiscovery, requireOpen } from "../decide.ts";
import { toDiscoveryDto } from "../discovery-dto.ts";
import { DISMISSED_AT_MOST_DAYS } from "../rules.ts";
import { DiscoveryDto, DismissDiscoveryInput } from "../schema.ts";

const DAY_MS = 24 * 3_600_000;

/** Takes a discovery out of the inbox for a while. Seen again after that, it comes back. */
export const dismissDiscovery = defineCommand({
  name: "discovery.dismiss",
  summary: "Dismiss a discovery with a reason until a day; seen again after that, it comes back",
  permission: "discovery:decide",
  http: "POST /discoveries/{id}/dismiss",
  input: DismissDiscoveryInput,
  output: DiscoveryDto,
  load: ({ tx, input, ctx }) => loadDiscovery(tx, ctx.orgId, input.id),
  authorize: ({ target }) => requireOpen(target),
  async run({ tx, input, target, ctx }) {
    const until = new Date(input.until);
    if (until <= ctx.now()) invalid("until", "Choose a day in the future.");
    if (until.getTime() > ctx.now().getTime() + DISMISSED_AT_MOST_DAYS * DAY_MS) {
      invalid("until", `A dismissal holds at most ${DISMISSED_AT_MOST_DAYS} days.`);
    }
    const decision = { state: "dismissed", reason: input.reason, until } as const;
    const { after, item } = await decide(tx, ctx, { before: target, expectedVersion: input.expectedVersion, decision });
    return { result: await toDiscoveryDto(tx, ctx, after), audit: [item] };
  },
});
