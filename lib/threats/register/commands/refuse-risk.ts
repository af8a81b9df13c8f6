import { defineCommand } from "../../../kernel/command.ts";
import { requireDifferentPerson } from "../../../kernel/different-person.ts";
import { requireVersion } from "../change-threat.ts";
import { decideAcceptance, requireAsked } from "../decide-acceptance.ts";
import { lockThreat } from "../load-threat.ts";
import { RefuseRiskInput, ThreatDto } from "../schema.ts";

/** Refuses to accept a risk; the threat is to be treated as before. */
export const refuseRisk = defineCommand({
  name: "threat.refuse_risk",
  summary: "Refuse to accept a risk that somebody else asked to accept",
  permission: "threat:approve",
  http: "POST /threats/{id}/refuse-risk",
  input: RefuseRiskInput,
  output: ThreatDto,
  load: ({ tx, input, ctx }) => lockThreat(tx, ctx.orgId, input.id),
  authorize({ actor, target }) {
    requireAsked(target);
    requireDifferentPerson(actor, target.acceptRequestedBy, "this risk");
  },
  async run({ tx, input, target, ctx }) {
    await requireVersion(tx, ctx, target, input.expectedVersion);
    const data = { stateReason: input.reason, acceptedUntil: null, acceptRequestedBy: null };
    return decideAcceptance(tx, ctx, target, { data, word: "refused", reason: input.reason });
  },
});
