import type { Model } from "../../db/types.ts";
import { printModelCard } from "../../interop/model-card/print-model-card.ts";
import type { ModelCardDraft } from "../../interop/model-card/schema.ts";
import type { Stated } from "../../interop/origin.ts";
import { ModelCard } from "../schema.ts";

const at = <Value>(key: string, value: Value): Stated<Value> => ({
  value,
  origin: { source: "front-matter", path: `/${key}`, line: 1 },
});

function section(heading: string, text: string): ModelCardDraft["sections"] {
  if (text === "") return [];
  return [{ level: 2, heading, head: `## ${heading}\n`, text: `\n${text}\n\n`, line: 1, roles: [] }];
}

/** A card for a model that came without one: what the record says, in the places where a card says it. */
function cardFromRecord(model: Model): ModelCardDraft {
  return {
    fields: { tasks: [] },
    evaluations: [],
    links: [],
    unknown: [],
    sections: [
      {
        level: 1,
        heading: model.name,
        head: `# ${model.name.replace(/[\\`*_[\]<>#]/g, "\\$&")}\n`,
        text: model.description === "" ? "\n" : `\n${model.description}\n\n`,
        line: 1,
        roles: [],
      },
      ...section("Uses", model.purpose),
    ],
  };
}

/** A model as a Hugging Face model card: the imported card with everything it stated, and the record's own words where they differ. */
export function modelCardOf(model: Model): string {
  const kept = ModelCard.safeParse(model.card);
  const draft = kept.success ? kept.data.draft : cardFromRecord(model);
  const stated = kept.success ? kept.data.stated : {};
  const differs = (field: "licence" | "tags" | "tasks"): boolean =>
    JSON.stringify(stated[field]) !== JSON.stringify(model[field]) && model[field].length > 0;
  const fields = {
    ...draft.fields,
    ...(differs("licence") ? { licences: at("license", [{ stated: model.licence.toLowerCase() }]) } : {}),
    ...(differs("tags") ? { tags: at("tags", model.tags) } : {}),
    ...(differs("tasks") ? { tasks: model.tasks.slice(0, 1).map((task) => at("pipeline_tag", task)) } : {}),
  };
  return printModelCard({ ...draft, fields });
}
