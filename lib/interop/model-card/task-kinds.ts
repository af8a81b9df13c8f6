import type { CardModelKind } from "./schema.ts";

const GENERATIVE = `text-generation text2text-generation summarization translation conversational text-to-image
  image-to-image text-to-video image-to-video video-to-video text-to-speech text-to-audio audio-to-audio
  unconditional-image-generation image-to-text image-text-to-text image-text-to-image image-text-to-video
  video-text-to-text audio-text-to-text any-to-any text-to-3d image-to-3d`.split(/\s+/);

const PREDICTIVE = `text-classification token-classification zero-shot-classification fill-mask question-answering
  table-question-answering visual-question-answering document-question-answering multiple-choice feature-extraction
  image-feature-extraction sentence-similarity text-ranking text-retrieval visual-document-retrieval
  image-classification zero-shot-image-classification object-detection zero-shot-object-detection image-segmentation
  mask-generation depth-estimation keypoint-detection video-classification audio-classification
  automatic-speech-recognition voice-activity-detection tabular-classification tabular-regression tabular-to-text
  time-series-forecasting reinforcement-learning robotics graph-ml`.split(/\s+/);

const AGENTIC_WORDS = new Set(["agent", "agents", "agentic", "ai-agent", "autonomous-agent", "smolagents", "crewai"]);

const KINDS: ReadonlyMap<string, CardModelKind> = new Map([
  ...GENERATIVE.map((task) => [task, "generative"] as const),
  ...PREDICTIVE.map((task) => [task, "predictive"] as const),
]);

/** Whether the word is a task id of the Hugging Face Hub. Source: huggingface.js, packages/tasks/src/pipelines.ts. */
export function isTask(word: string): boolean {
  return KINDS.has(word.trim().toLowerCase());
}

/** The kind of model a task implies; text-generation and its like are generative, judging and measuring are predictive. */
export function kindOfTask(task: string): CardModelKind | undefined {
  return KINDS.get(task.trim().toLowerCase());
}

/** The kind a tag or library name implies. */
export function kindOfWord(word: string): CardModelKind | undefined {
  const lower = word.trim().toLowerCase();
  if (AGENTIC_WORDS.has(lower)) return "agentic";
  if (lower === "diffusers") return "generative";
  return lower === "sklearn" || lower === "scikit-learn" || lower === "xgboost" ? "predictive" : undefined;
}
