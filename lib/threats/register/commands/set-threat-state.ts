import { defineCommand } from "../../../kernel/command.ts";
import { invalid } from "../../../kernel/errors.ts";
import { changeThreat, requireVersion } from "../change-threat.ts";
import { lockThreat } from "../load-threat.ts";
import { stateProblem } from "../rules.ts";
import { SetThreatStateInput, ThreatDto, type Mitigation } from "../schema.ts";
import { settleAcceptance } from "../settle-acceptance.ts";
import { threatDto } from "../threat-dto.ts";

/** Says how a threat stands: to be treated (also again), mitigated, or not applicable. An open request to accept it ends. */
export const setThreatState = defineCommand({
  name: "threat.set_state",
  summary: "Say that a threat is to be treated, mitigated or not applicable",
  permission: "threat:write",
  http: "POST /threats/{id}/state",
  input: SetThreatStateInput,
  output: ThreatDto,
  load: ({ tx, input, ctx }) => lockThreat(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    await requireVersion(tx, ctx, target, input.expectedVersion);
    const { state, reason } = input;
    if (state === target.state && reason === target.stateReason && target.acceptRequestedBy === null) {
      return invalid("state", "This is how it stands already.");
    }
    const problem = stateProblem({ state, reason, mitigations: target.mitigations as Mitigation[] });
    if (problem !== null) return invalid("reason", problem);
    const data = { state, stateReason: reason, acceptedUntil: null, acceptRequestedBy: null, acceptedBy: null };
    const { after, item } = await changeThreat(tx, ctx, target, { data, reason });
    const settled = await settleAcceptance(tx, ctx, target, "cancelled");
    return { result: await threatDto(tx, ctx, after), audit: [item, ...settled] };
  },
});
