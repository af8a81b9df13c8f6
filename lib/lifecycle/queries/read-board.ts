import { modelsByStage, peopleById, speakingVersions } from "../../inventory/queries/gate-versions.ts";
import { stageOrder } from "../../inventory/versions/rules.ts";
import { defineQuery } from "../../kernel/query.ts";
import { gateStates } from "../gate-state.ts";
import { loadGates } from "../load-gates.ts";
import { BoardDto, BoardInput, type GateStateDto } from "../schema.ts";

/** Of several versions the one that says most: one without a valid gate, else the first. */
function worstOf(states: readonly GateStateDto[]): GateStateDto | null {
  return states.find(({ gateState }) => gateState === "operating_without_valid_gate") ?? states[0] ?? null;
}

/** All models by stage: how many, and the ones changed last, with how they stand by their gates. */
export const readBoard = defineQuery({
  name: "gate.board",
  summary: "Read all models by stage, with how they stand by their gates",
  permission: "gate:read",
  http: "GET /gates/board",
  input: BoardInput,
  output: BoardDto,
  async run({ db, input, ctx }) {
    const { counts, models } = await modelsByStage(db, ctx.orgId, input.limit);
    const versions = await speakingVersions(
      db,
      ctx.orgId,
      models.map(({ id }) => id),
    );
    const states = await gateStates(db, ctx.orgId, await loadGates(db, ctx, versions));
    const people = await peopleById(
      db,
      ctx.orgId,
      models.map(({ ownerId }) => ownerId),
    );
    return {
      columns: stageOrder.map((stage) => ({
        stage,
        count: counts.get(stage) ?? 0,
        items: models
          .filter((model) => model.stage === stage)
          .map((model) => ({
            id: model.id,
            slug: model.slug,
            name: model.name,
            sensitivity: model.sensitivity,
            owner: people.get(model.ownerId ?? "")?.name ?? null,
            gate: worstOf(states.filter(({ modelId }) => modelId === model.id)),
          })),
      })),
    };
  },
});
