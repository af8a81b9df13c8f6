/** How an element is drawn: outside party, something that acts, something that keeps. */
export type ElementShape = "actor" | "process" | "store";

type KindWords = { label: string; shape: ElementShape; group: KindGroup; hint: string };

/** Groups of the palette, in the order of a model's life. */
export const kindGroups = {
  people: "People and outside",
  data: "Data sourcing",
  training: "Training and validation",
  release: "Release",
  operation: "Operation",
  plain: "General",
} as const;
export type KindGroup = keyof typeof kindGroups;

/** Everything that can stand in a diagram. A flow is a kind of its own for threats: "data_flow". */
export const elementKinds = {
  actor: { label: "Actor", shape: "actor", group: "people", hint: "Somebody or something outside that uses it" },
  human_reviewer: {
    label: "Human reviewer",
    shape: "actor",
    group: "people",
    hint: "Labels, checks or approves what the system does",
  },
  third_party_model: {
    label: "Third-party model API",
    shape: "actor",
    group: "people",
    hint: "A model that a supplier runs and you call",
  },
  dataset: { label: "Dataset", shape: "store", group: "data", hint: "Training, validation or evaluation data" },
  feature_pipeline: {
    label: "Feature pipeline",
    shape: "process",
    group: "data",
    hint: "Collects, cleans, joins or transforms data",
  },
  training_pipeline: {
    label: "Training job",
    shape: "process",
    group: "training",
    hint: "Trains or fine-tunes a model",
  },
  evaluation: {
    label: "Evaluation",
    shape: "process",
    group: "training",
    hint: "Tests a model before or after release",
  },
  ci_cd: { label: "CI/CD", shape: "process", group: "release", hint: "Builds, tests and rolls out code and models" },
  model_artifact: {
    label: "Model artifact",
    shape: "store",
    group: "release",
    hint: "Weights, tokenizer, configuration",
  },
  model_registry: {
    label: "Model registry",
    shape: "store",
    group: "release",
    hint: "Keeps models and hands them out",
  },
  inference_endpoint: {
    label: "Inference endpoint",
    shape: "process",
    group: "operation",
    hint: "Answers with a model that you run",
  },
  prompt: { label: "Prompt or template", shape: "store", group: "operation", hint: "Instructions given to a model" },
  rag_store: { label: "Retrieval store", shape: "store", group: "operation", hint: "Index that a model reads from" },
  agent: { label: "Agent", shape: "process", group: "operation", hint: "Plans and acts over several steps" },
  tool: { label: "Tool or MCP server", shape: "process", group: "operation", hint: "Something that a model can call" },
  guardrail: { label: "Guardrail", shape: "process", group: "operation", hint: "Filters what goes in or comes out" },
  logs: {
    label: "Log or telemetry",
    shape: "store",
    group: "operation",
    hint: "Keeps prompts, answers or measurements",
  },
  process: { label: "Process", shape: "process", group: "plain", hint: "Any other software that acts" },
  store: { label: "Store", shape: "store", group: "plain", hint: "Any other place that keeps data" },
} as const satisfies Record<string, KindWords>;

export type ElementKind = keyof typeof elementKinds;
export const elementKindNames = Object.keys(elementKinds) as [ElementKind, ...ElementKind[]];

/** What a threat may be about: an element's kind, or a flow. */
export type AssetType = ElementKind | "data_flow";
export const assetTypes = [...elementKindNames, "data_flow"] as [AssetType, ...AssetType[]];

/** Trust levels of zones, from the open internet to the innermost. */
export const trustLevels = {
  0: "Untrusted",
  1: "Partly trusted",
  2: "Trusted",
  3: "Protected",
  4: "Most protected",
} as const;
export type TrustLevel = keyof typeof trustLevels;

/** How much a diagram may hold; above, an addition is refused with this number in the message. */
export const diagramLimits = { elements: 2_000, flows: 4_000, zones: 200, assumptions: 500, zoneDepth: 12 } as const;

/** Size of an element that states none, in diagram units. */
export const elementSize = { width: 120, height: 40 } as const;

type Stated = { width: number | null; height: number | null };

/** The size that an element is drawn with, in diagram units: what it states, else the usual one. */
export function sizeOf({ width, height }: Stated): { width: number; height: number } {
  return { width: width ?? elementSize.width, height: height ?? elementSize.height };
}
