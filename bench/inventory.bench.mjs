/** Lists, lineage, gates and long imports at the size the product promises, in a PostgreSQL of their own. */
import { benchOn } from "./own-database.mjs";

const measure = benchOn("bench/inventory-engine.ts");
const size = "10,000 models, 50,000 versions, 205,000 links";
const bom = "10,000 components";

const figure = (name, of, more = {}) => ({
  name: `inventory: ${name}`,
  unit: "ms p95",
  better: "lower",
  size,
  run: () => measure((engine) => engine[of]()),
  ...more,
});

export const benches = [
  figure("lineage of one thing of any kind, both ways", "lineage"),
  figure("what a poisoned version of a dataset reaches", "poison"),
  figure("lists of assets, by facts, words, owner", "assetList"),
  figure("counts beside the filters of deployments", "assetFacets"),
  figure("list of models, by stage, words, tag, owner", "modelList"),
  figure("models in use without a valid gate", "modelsInvalid"),
  figure("counts beside the filters of models", "modelFacets"),
  figure("gate state of 50 models", "gateStates"),
  figure("board of models by stage", "board"),
  figure("preview of a bill of materials", "preview", { unit: "s", size: bom }),
  figure("a look at how far an import is", "poll", { size: bom }),
  figure("applying it in the background", "apply", { unit: "s", size: bom }),
  figure("states of progress seen meanwhile", "steps", { unit: "states", better: "higher", size: bom }),
  figure("preview of the same file again", "again", { unit: "s", size: bom }),
  figure("stopping it under way, without a trace", "cancel", { unit: "ms", size: bom }),
];
