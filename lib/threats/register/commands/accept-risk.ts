import { defineCommand } from "../../../kernel/command.ts";
import { requireDifferentPerson } from "../../../kernel/different-person.ts";
import { AppError } from "../../../kernel/errors.ts";
import { requireVersion } from "../change-threat.ts";
import { decideAcceptance, requireAsked } from "../decide-acceptance.ts";
import { lockThreat } from "../load-threat.ts";
import { dayOf } from "../rules.ts";
import { AcceptRiskInput, ThreatDto } from "../schema.ts";

/** Accepts a risk that somebody else asked to accept, until the day that was asked for. */
export const acceptRisk = defineCommand({
  name: "threat.accept_risk",
  summary: "Accept a risk that somebody else asked to accept",
  permission: "threat:approve",
  http: "POST /threats/{id}/accept-risk",
  input: AcceptRiskInput,
  output: ThreatDto,
  load: ({ tx, input, ctx }) => lockThreat(tx, ctx.orgId, input.id),
  authorize({ actor, target }) {
    requireAsked(target);
    requireDifferentPerson(actor, target.acceptRequestedBy, "this risk");
  },
  async run({ tx, input, target, ctx }) {
    await requireVersion(tx, ctx, target, input.expectedVersion);
    if (target.acceptedUntil === null || dayOf(target.acceptedUntil) < dayOf(ctx.now())) {
      throw new AppError(
        "precondition_failed",
        "The day this was asked until has passed. Refuse it, and have it asked again.",
      );
    }
    const acceptedBy = ctx.actor.type === "user" ? ctx.actor.id : null;
    const data = { state: "accepted_risk", acceptedBy };
    return decideAcceptance(tx, ctx, target, { data, word: "accepted", reason: input.reason });
  },
});
