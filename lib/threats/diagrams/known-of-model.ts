import type { NodeFacts } from "../../inventory/queries/node-facts.ts";
import type { PredicateId } from "../../knowledge/predicates.ts";
import { personalData, RUNS_CODE, short, suppliersIn, textOf, yesIf, type Known } from "./known.ts";

const KIND_SAYS: Readonly<Record<string, readonly [PredicateId, "yes" | "no"][]>> = {
  predictive: [
    ["node.predictive", "yes"],
    ["node.generative", "no"],
    ["node.agentic", "no"],
  ],
  ranking: [
    ["node.predictive", "yes"],
    ["node.generative", "no"],
    ["node.agentic", "no"],
  ],
  recommender: [
    ["node.predictive", "yes"],
    ["node.generative", "no"],
    ["node.agentic", "no"],
  ],
  embedding: [
    ["node.returns_scores", "yes"],
    ["node.generative", "no"],
    ["node.agentic", "no"],
  ],
  generative: [
    ["node.generative", "yes"],
    ["node.predictive", "no"],
  ],
  agentic: [
    ["node.agentic", "yes"],
    ["node.generative", "yes"],
    ["node.llm", "yes"],
  ],
};

const TASKS_SAY: readonly (readonly [RegExp, PredicateId])[] = [
  [/text-generation|text2text|chat|conversational|\bllm\b|summari[sz]ation|code-generation|assistant/i, "node.llm"],
  [/(?:text|image|video)-to-(?:image|video)|image-generation|inpainting/i, "node.image_or_video_output"],
  [/image|vision|video|audio|speech|document|multimodal|ocr/i, "node.multimodal_input"],
  [/feature-extraction|embedding|similarity/i, "node.returns_scores"],
  [/fraud|spam|malware|intrusion|phishing|anomaly-detection/i, "node.security_decision"],
  [/face|biometric|speaker-|liveness|identity/i, "node.biometric_or_identity"],
];
const LANGUAGE_MODEL = /\bllm\b|language model|\bgpt|llama|mistral|mixtral|qwen|gemma|\bphi-|claude|deepseek/i;

/** What the kind, tasks and architecture of a model say. `where` begins the words: "Model record: ". */
export function kindRules(
  model: { kind: string; tasks: readonly string[]; architecture?: string },
  where: string,
): Known[] {
  const { kind, tasks, architecture = "" } = model;
  const known: Known[] = (KIND_SAYS[kind] ?? []).map(([id, value]) => [id, value, `${where}kind ${kind}`]);
  for (const task of tasks) {
    for (const [pattern, id] of TASKS_SAY) {
      if (pattern.test(task)) known.push([id, "yes", `${where}task ${short(task)}`]);
    }
  }
  if (LANGUAGE_MODEL.test(architecture)) known.push(["node.llm", "yes", `${where}architecture ${short(architecture)}`]);
  return known;
}

const RUNS_NO_CODE = /\.(?:safetensors|onnx|gguf|tflite|json|txt|md|yaml|yml|csv|mlmodel|pmml|ubj)$/i;
const SMALLER = /gguf|int8|int4|\bq[2-8]_|awq|gptq|quant|tflite/i;
const ADAPTER = /adapter|\blora\b/i;

function artifactRules({ model }: NodeFacts): Known[] {
  const files = model?.artifacts ?? [];
  if (files.length === 0) return [];
  const known: Known[] = [];
  const named = (pattern: RegExp): string | undefined => files.find(({ name }) => pattern.test(name))?.name;
  const code = named(RUNS_CODE);
  if (code !== undefined) known.push(["node.loads_serialized_code", "yes", `Artifact: ${short(code)}`]);
  else if (files.every(({ name }) => RUNS_NO_CODE.test(name))) {
    known.push(["node.loads_serialized_code", "no", `Artifacts: ${short(files.map(({ name }) => name).join(", "))}`]);
  }
  const smaller = named(SMALLER);
  if (smaller !== undefined) known.push(["node.quantised", "yes", `Artifact: ${short(smaller)}`]);
  const adapter = named(ADAPTER);
  if (adapter !== undefined) known.push(["node.uses_adapters", "yes", `Artifact: ${short(adapter)}`]);
  if (files.every(({ digest }) => digest !== null)) {
    known.push(["node.unversioned", "no", "Version record: SHA-256 of each artifact"]);
  }
  return known;
}

function stageRules({ model }: NodeFacts): Known[] {
  if (model === null) return [];
  const { stage, state } = model;
  const words = `Version record: stage ${stage.replaceAll("_", " ")}${state === "retired" ? ", retired" : ""}`;
  const used = state !== "retired" && (stage === "deployment" || stage === "operation");
  const retiring = state === "retired" || stage === "retirement";
  return [
    ["node.in_production", yesIf(used), words],
    ...(retiring ? ([["node.retiring", "yes", words]] satisfies Known[]) : []),
    ...(model.trainingRun === ""
      ? []
      : ([
          ["node.no_run_tracking", "no", `Version record: training run ${short(model.trainingRun)}`],
        ] satisfies Known[])),
  ];
}

/** What the record of a model or version says about it. */
export function modelRules(node: NodeFacts): Known[] {
  const { model, from } = node;
  if (model === null) return [];
  const data = from.filter(({ relation }) => relation === "trained_on");
  const bases = from.filter(({ relation }) => relation === "derived_from");
  return [
    ...kindRules(model, "Model record: "),
    ...stageRules(node),
    ...artifactRules(node),
    ...data.flatMap(({ name, facts }) =>
      personalData(facts, `Trained on ${name}: `).filter(([, value]) => value === "yes"),
    ),
    ...bases.map(({ name }): Known => ["node.uses_pretrained_base", "yes", `Version record: derived from ${name}`]),
    ...suppliersIn(from).map(({ name }): Known => [
      "node.third_party_model",
      "yes",
      `Version record: supplied by ${name}`,
    ]),
  ];
}

const NEEDS_SAY: Readonly<Record<string, PredicateId>> = {
  vector_store: "node.has_rag",
  tool: "node.has_tools",
  prompt: "node.llm",
  api: "node.third_party_model_api",
  library: "node.third_party_packages",
  framework: "node.third_party_packages",
};

/** What the components that something is made of or needs say about it. */
export function needRules({ from }: NodeFacts): Known[] {
  return from.flatMap(({ relation, type, name, facts, kind, tasks }): Known[] => {
    if (relation !== "depends_on" && relation !== "made_of") return [];
    if (type === "model" || type === "model_version") {
      const said = kindRules({ kind, tasks }, `${relation === "made_of" ? "Made of" : "Depends on"} ${name}: `);
      return said.filter(([, value]) => value === "yes");
    }
    const category = textOf(facts, "category");
    const predicate = type === "component" ? NEEDS_SAY[category] : undefined;
    const words = `${relation === "made_of" ? "Made of" : "Depends on"} ${name}: ${category.replaceAll("_", " ")}`;
    return predicate === undefined ? [] : [[predicate, "yes", words]];
  });
}
