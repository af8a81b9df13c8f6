import type { ImportProblem } from "../../interop/import-problem.ts";
import type { FieldOrigins, ModelCard, ModelField, ModelFields } from "../schema.ts";

/** What one file says about one model: some of its fields, each with its place, and everything else as the file has it. */
export type ModelProposal = {
  /** Tells the same source again: format and what the file calls the model. */
  sourceKey: string;
  slug: string | undefined;
  stated: Partial<Pick<ModelFields, Exclude<ModelField, "ownerId">>>;
  origins: FieldOrigins;
  card: ModelCard["draft"];
};

export type ReadModels = {
  proposals: readonly ModelProposal[];
  problems: readonly ImportProblem[];
};
