import type { ImportFormat } from "../../imports/schema.ts";
import { applyModel } from "./apply-models.ts";
import { planModels } from "./plan-models.ts";
import { readModelCard } from "./read-model-card.ts";

/** Hugging Face model cards at the import door: one file proposes one model and loses nothing of what it states. */
export const modelCardFormat: ImportFormat = {
  id: "model-card",
  async plan({ db, ctx, source, digest }) {
    const { proposals, problems } = readModelCard(source, digest);
    return { records: await planModels(db, ctx, proposals, digest), supply: [], problems, losses: [] };
  },
  async apply({ tx, ctx, source, plan, digest, decisions }) {
    const { proposals } = readModelCard(source, digest);
    const done = [];
    for (const record of plan.records) {
      const proposal = proposals[record.index];
      if (proposal === undefined) throw new Error("a record of the plan has no proposal");
      const decision = decisions.find((each) => each.index === record.index);
      done.push(await applyModel({ tx, ctx, digest, format: "model-card" }, { record, proposal, decision }));
    }
    return { records: done.map((each) => each.applied), audit: done.flatMap((each) => each.audit) };
  },
};
