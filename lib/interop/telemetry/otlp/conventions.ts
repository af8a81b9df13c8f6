/** Where the names come from; a name that was renamed keeps its old row. */
const GENAI = "OpenTelemetry semantic conventions for GenAI, 1.41";
const RENAMED = "OpenTelemetry semantic conventions for GenAI before 1.37, renamed since";
const GENERAL = "OpenTelemetry semantic conventions, 1.41";
const SECURITY = "semantic-conventions-genai, proposals 262 and 427 of 2026";
const INFERENCE = "OpenInference, 2026";
const TRACELOOP = "OpenLLMetry, 2026";
const LANGFUSE = "Langfuse SDK 5, 2026";
const OWN = "Modelkeep";

type Row = readonly [attribute: string, convention: string];

/** For each member of an event the attributes that say it, the first one that is there wins. */
export const EVENT_ATTRIBUTES = {
  id: [["modelkeep.event.id", OWN]],
  client: [
    ["modelkeep.client", OWN],
    ["enduser.id", GENERAL],
    ["user.id", GENERAL],
    ["enduser.pseudo.id", GENERAL],
    ["langfuse.user.id", LANGFUSE],
    ["session.id", INFERENCE],
    ["langfuse.session.id", LANGFUSE],
    ["gen_ai.conversation.id", GENAI],
  ],
  operation: [
    ["gen_ai.operation.name", GENAI],
    ["llm.request.type", TRACELOOP],
  ],
  spanKind: [
    ["openinference.span.kind", INFERENCE],
    ["langfuse.observation.type", LANGFUSE],
  ],
  /** Numbers by the kind of token, as a text of JSON. */
  usageDetails: [["langfuse.observation.usage_details", LANGFUSE]],
  costDetails: [["langfuse.observation.cost_details", LANGFUSE]],
  level: [["langfuse.observation.level", LANGFUSE]],
  inputTokens: [
    ["gen_ai.usage.input_tokens", GENAI],
    ["gen_ai.usage.prompt_tokens", RENAMED],
    ["llm.token_count.prompt", INFERENCE],
  ],
  outputTokens: [
    ["gen_ai.usage.output_tokens", GENAI],
    ["gen_ai.usage.completion_tokens", RENAMED],
    ["llm.token_count.completion", INFERENCE],
  ],
  cost: [
    ["modelkeep.cost", OWN],
    ["llm.cost.total", INFERENCE],
    ["gen_ai.usage.cost", TRACELOOP],
  ],
  finishReasons: [
    ["gen_ai.response.finish_reasons", GENAI],
    ["gen_ai.completion.0.finish_reason", TRACELOOP],
  ],
  error: [
    ["error.type", GENERAL],
    ["gen_ai.guardrail.error.type", TRACELOOP],
  ],
  input: [
    ["gen_ai.input.messages", GENAI],
    ["input.value", INFERENCE],
    ["langfuse.observation.input", LANGFUSE],
    ["gen_ai.prompt", RENAMED],
    ["gen_ai.prompt.0.content", TRACELOOP],
  ],
  inputHash: [
    ["modelkeep.input.hash", OWN],
    ["gen_ai.security.content.input.hash", SECURITY],
  ],
  prediction: [["modelkeep.prediction", OWN]],
  label: [["modelkeep.label", OWN]],
  confidence: [["modelkeep.confidence", OWN]],
  margin: [["modelkeep.margin", OWN]],
} as const satisfies Record<string, readonly Row[]>;

/** What guardrails and scanners say of an event. */
export const GUARDRAIL_ATTRIBUTES = {
  /** What was found; each says it by itself. */
  finding: [
    ["gen_ai.security.risk.finding", SECURITY],
    ["gen_ai.security.risk.category", SECURITY],
  ],
  score: [["gen_ai.security.risk.score", SECURITY]],
  /** What the guardrail looks for: it is a finding only when the guardrail objected. */
  name: [
    ["gen_ai.security.guardrail.name", SECURITY],
    ["gen_ai.guardian.name", SECURITY],
    ["gen_ai.security.policy.name", SECURITY],
    ["gen_ai.guardrail.name", TRACELOOP],
    ["validator_name", INFERENCE],
  ],
  verdict: [
    ["gen_ai.security.action.type", SECURITY],
    ["gen_ai.security.verdict.type", SECURITY],
    ["gen_ai.security.decision.type", SECURITY],
    ["gen_ai.guardrail.action", TRACELOOP],
    ["gen_ai.guardrail.status", TRACELOOP],
    ["gen_ai.guardrail.triggered", TRACELOOP],
    ["validator_result", INFERENCE],
  ],
  findingId: [["gen_ai.security.external_finding_id", SECURITY]],
} as const satisfies Record<string, readonly Row[]>;

export const EVALUATION_ATTRIBUTES = {
  name: [["gen_ai.evaluation.name", GENAI]],
  value: [["gen_ai.evaluation.score.value", GENAI]],
  label: [["gen_ai.evaluation.score.label", GENAI]],
} as const satisfies Record<string, readonly Row[]>;

/** Attributes that are read and make a span or a record one of a model by being there, besides operation, spanKind and name of a guardrail. */
export const MARKER_ATTRIBUTES = [
  ["gen_ai.provider.name", GENAI],
  ["gen_ai.system", RENAMED],
  ["gen_ai.request.model", GENAI],
  ["gen_ai.response.model", GENAI],
  ["llm.model_name", INFERENCE],
  ["embedding.model_name", INFERENCE],
] as const satisfies readonly Row[];

/** An attribute of this prefix and a feature's name is a feature: `modelkeep.feature.age`. */
export const FEATURE_PREFIX = "modelkeep.feature.";

/** Flags that a sender sets itself, with the member of EventFlags. */
export const FLAG_ATTRIBUTES = {
  "modelkeep.flag.injection": "injection",
  "modelkeep.flag.blocked": "blocked",
  "modelkeep.flag.pii": "pii",
  "modelkeep.flag.secret": "secret",
  "modelkeep.flag.canary": "canary",
} as const;

export const OOD_ATTRIBUTE = "modelkeep.ood_score";

/**
 * Kinds of OpenInference and, in lower case, of Langfuse, in the words of `gen_ai.operation.name`; CHAIN, UNKNOWN, span, event and
 * chain are steps of a program, not of a model.
 */
export const OPERATION_OF_KIND: ReadonlyMap<string, string> = new Map([
  ["LLM", "chat"],
  ["EMBEDDING", "embeddings"],
  ["RETRIEVER", "retrieval"],
  ["RERANKER", "rerank"],
  ["AGENT", "invoke_agent"],
  ["TOOL", "execute_tool"],
  ["GUARDRAIL", "run_guardrail"],
  ["EVALUATOR", "evaluate"],
  ["PROMPT", "prompt"],
  ["generation", "chat"],
  ["embedding", "embeddings"],
  ["retriever", "retrieval"],
  ["agent", "invoke_agent"],
  ["tool", "execute_tool"],
  ["guardrail", "run_guardrail"],
  ["evaluator", "evaluate"],
]);

/** Older words of operations, with the words of 1.41. */
export const OPERATION_RENAMED: ReadonlyMap<string, string> = new Map([
  ["completion", "text_completion"],
  ["embedding", "embeddings"],
  ["apply_guardrail", "run_guardrail"],
]);

/** Ends of an answer that mean the model, or its provider's filter, declined. In lower case. */
export const REFUSING_REASONS: ReadonlySet<string> = new Set([
  ...["content_filter", "refusal", "safety", "prohibited_content", "blocklist", "spii", "guardrail_intervened"],
]);

/** Events with the texts of a conversation, besides the span that counts: nothing is kept of them. */
export const CONTENT_EVENTS =
  /^gen_ai\.(?:(?:system|user|assistant|tool)\.message|choice|content\.(?:prompt|completion))$/;

export const EVALUATION_EVENT = "gen_ai.evaluation.result";
export const FINDING_EVENT = "gen_ai.security.finding";
export const OPERATION_EVENT = "gen_ai.client.inference.operation.details";

/** The names of a table's rows, in order. */
export function namesOf(rows: readonly Row[]): readonly string[] {
  return rows.map(([name]) => name);
}
