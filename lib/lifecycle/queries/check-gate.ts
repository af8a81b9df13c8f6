import { defineQuery } from "../../kernel/query.ts";
import { blockersOf } from "../evaluation-rules.ts";
import { liveRequest, passageOf } from "../gate-state.ts";
import { evaluate } from "../load-gates.ts";
import { openGate } from "../open-gate.ts";
import { GateCheckDto, GateInput } from "../schema.ts";

/** Whether a version passes a gate, for pipelines: a read, so it leaves no entry. */
export const checkGate = defineQuery({
  name: "gate.check",
  summary: "Check from a pipeline whether a version passes a gate, with the reasons",
  permission: "gate:read",
  http: "POST /models/{id}/versions/{version}/gates/{stage}/check",
  input: GateInput,
  output: GateCheckDto,
  async run({ db, input, ctx }) {
    const source = await openGate(db, ctx, input);
    const { results, digest } = evaluate(source, input.stage);
    const live = liveRequest(source);
    const passed = passageOf(source);
    const approved = [live, passed].some(
      (request) =>
        request?.toStage === input.stage &&
        request.digest === digest &&
        (request.state === "approved" || request.state === "moved"),
    );
    const link = `/models/${source.model.slug}/versions/${encodeURIComponent(source.row.label)}/gates/${input.stage}`;
    return {
      pass: blockersOf(results).length === 0,
      model: source.model.slug,
      version: source.row.label,
      stage: input.stage,
      digest,
      approved,
      reasons: results
        .filter(({ state }) => state === "open" || state === "waived")
        .map(({ criterion, blocking, state, why }) => ({
          criterion: criterion.id,
          title: criterion.title,
          blocking,
          state,
          message: why,
          link: `${link}#${criterion.id}`,
        })),
    };
  },
});
