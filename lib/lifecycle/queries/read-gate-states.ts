import { speakingVersions, versionsById } from "../../inventory/queries/gate-versions.ts";
import { defineQuery } from "../../kernel/query.ts";
import { gateStates } from "../gate-state.ts";
import { loadGates } from "../load-gates.ts";
import { GateStateInput, GateStatesDto } from "../schema.ts";

/** How versions stand by their gates, many at once, for lists. */
export const readGateStates = defineQuery({
  name: "gate.state",
  summary: "Read how versions, or the versions that speak for models, stand by their gates",
  permission: "gate:read",
  http: "GET /gates/state",
  input: GateStateInput,
  output: GateStatesDto,
  async run({ db, input, ctx }) {
    const versions = [
      ...(await versionsById(db, ctx.orgId, input.versions ?? [])),
      ...(await speakingVersions(db, ctx.orgId, input.models ?? [])),
    ];
    return { items: await gateStates(db, ctx.orgId, await loadGates(db, ctx, versions)) };
  },
});
