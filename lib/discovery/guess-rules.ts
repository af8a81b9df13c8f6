import { hubRepository, type RegisterableType, type SightingKind } from "./rules.ts";

/** What a discovery probably is, in words, and what a form that registers it begins with. */
export type Guess = {
  /** What it would be registered as; null when nothing speaks for anything. */
  as: RegisterableType | null;
  words: string;
  name: string;
  provider: string;
};

type Seen = { kind: SightingKind; value: string; normal: string; name: string };
type Known = readonly [pattern: RegExp, provider: string, what: string];

/** Hosts of public AI services. */
const SERVICES: readonly Known[] = [
  [/^api\.openai\.com$/, "OpenAI", "models by API"],
  [/^(?:chatgpt\.com|chat\.openai\.com)$/, "OpenAI", "ChatGPT, used in a browser"],
  [/\.openai\.azure\.com$/, "Microsoft", "Azure OpenAI, models by API"],
  [/\.(?:services\.ai|cognitiveservices|inference\.ml)\.azure\.com$/, "Microsoft", "Azure AI, models by API"],
  [/^(?:api\.)?anthropic\.com$/, "Anthropic", "models by API"],
  [/^claude\.ai$/, "Anthropic", "Claude, used in a browser"],
  [/^generativelanguage\.googleapis\.com$/, "Google", "Gemini, models by API"],
  [/^(?:[a-z0-9-]+-)?aiplatform\.googleapis\.com$/, "Google", "Vertex AI, models by API"],
  [/^gemini\.google\.com$/, "Google", "Gemini, used in a browser"],
  [/^bedrock(?:-[a-z]+)*\.[a-z0-9-]+\.amazonaws\.com$/, "Amazon", "Bedrock, models by API"],
  [/^runtime\.sagemaker\.[a-z0-9-]+\.amazonaws\.com$/, "Amazon", "SageMaker, endpoints of models"],
  [/^api\.mistral\.ai$/, "Mistral AI", "models by API"],
  [/^api\.cohere\.(?:ai|com)$/, "Cohere", "models by API"],
  [/^api\.groq\.com$/, "Groq", "models by API"],
  [/^api\.together\.(?:ai|xyz)$/, "Together AI", "models by API"],
  [/^api\.deepseek\.com$/, "DeepSeek", "models by API"],
  [/^api\.x\.ai$/, "xAI", "models by API"],
  [/^api\.perplexity\.ai$/, "Perplexity", "models by API"],
  [/^openrouter\.ai$/, "OpenRouter", "models of many makers by API"],
  [/^api\.replicate\.com$/, "Replicate", "models by API"],
  [/^(?:www\.)?(?:huggingface\.co|hf\.co)$|\.huggingface\.(?:co|cloud)$/, "Hugging Face", "models by API or download"],
];

/** Packages that bring a model or talk to one, by name without its group. */
const PACKAGES: readonly Known[] = [
  [
    /^(?:openai|@?anthropic|anthropic-ai|mistralai|cohere|google-generativeai|google-genai|groq|replicate)$/,
    "",
    "client of a model by API",
  ],
  [
    /^(?:langchain|langgraph|llama-index|llamaindex|crewai|autogen|semantic-kernel|haystack-ai)/,
    "",
    "framework for agents and chains",
  ],
  [
    /^(?:torch|tensorflow|keras|jax|flax|mxnet|paddlepaddle|scikit-learn|xgboost|lightgbm|catboost)$/,
    "",
    "framework for models",
  ],
  [
    /^(?:transformers|diffusers|sentence-transformers|timm|peft|vllm|llama-cpp-python|ollama|onnxruntime|ctransformers|tgi)/,
    "",
    "runs models",
  ],
  [
    /^(?:chromadb|faiss|faiss-cpu|faiss-gpu|pinecone|pinecone-client|qdrant-client|weaviate-client|pymilvus|lancedb)$/,
    "",
    "vector store",
  ],
];

const RESOURCES: readonly Known[] = [
  [/:sagemaker:.*:endpoint/i, "Amazon", "SageMaker endpoint"],
  [/:sagemaker:/i, "Amazon", "SageMaker resource"],
  [/:bedrock(?:-[a-z]+)?:/i, "Amazon", "Bedrock resource"],
  [/microsoft\.cognitiveservices/i, "Microsoft", "Azure AI resource"],
  [/microsoft\.machinelearningservices/i, "Microsoft", "Azure Machine Learning resource"],
  [/aiplatform\.googleapis\.com/i, "Google", "Vertex AI resource"],
];

const INFERENCE_PATH = /\/(?:v\d+\/)?(?:chat\/completions|completions|embeddings|generate|predict|infer|invocations)$/;

const known = (table: readonly Known[], text: string): Known | undefined =>
  table.find(([pattern]) => pattern.test(text));

function guessUrl({ normal, name }: Seen): Guess {
  const repository = hubRepository(normal);
  if (repository !== undefined) {
    const full = `${repository.organization}/${repository.name}`;
    return { as: "model", words: `A model on Hugging Face, ${full}`, name: full, provider: repository.organization };
  }
  const cut = normal.indexOf("/");
  const host = cut === -1 ? normal : normal.slice(0, cut);
  const service = known(SERVICES, host.replace(/:\d+$/, ""));
  if (service !== undefined) {
    const [, provider, what] = service;
    return { as: "component", words: `${provider}: ${what}`, name: name === "" ? `${provider} API` : name, provider };
  }
  const given = name === "" ? host : name;
  if (host.endsWith(":11434"))
    return { as: "deployment", words: "An Ollama server, which runs models", name: given, provider: "" };
  if (INFERENCE_PATH.test(normal))
    return { as: "deployment", words: "An endpoint that answers like a model", name: given, provider: "" };
  return { as: "deployment", words: "An address nobody has registered", name: given, provider: "" };
}

function guessPackage({ normal, value, name }: Seen): Guess {
  const [path = ""] = normal.replace(/^pkg:[^/]+\//, "").split("@", 1);
  const short = decodeURIComponentSafely(path).split("/").at(-1) ?? path;
  const found = known(PACKAGES, short) ?? known(PACKAGES, path);
  const words = found === undefined ? "A package nobody has registered" : `A package: ${found[2]}`;
  return { as: "component", words, name: name === "" ? (short === "" ? value : short) : name, provider: "" };
}

function decodeURIComponentSafely(text: string): string {
  return text.replace(/%40/gi, "@").replace(/%2f/gi, "/");
}

/** What a discovery probably is; a guess from its value alone, never more than that. */
export function guessOf(seen: Seen): Guess {
  const { kind, value, name } = seen;
  switch (kind) {
    case "url":
      return guessUrl(seen);
    case "package":
      return guessPackage(seen);
    case "digest":
      return { as: null, words: "A file that is not recorded with any version", name, provider: "" };
    case "name":
      return { as: "model", words: "A name nobody has registered", name: name === "" ? value : name, provider: "" };
    case "cloud_resource": {
      const found = known(RESOURCES, value);
      const short = value.split(/[/:]/).findLast((part) => part !== "") ?? value;
      const words = found === undefined ? "A cloud resource nobody has registered" : `${found[1]}: ${found[2]}`;
      return { as: "deployment", words, name: name === "" ? short : name, provider: found?.[1] ?? "" };
    }
  }
}
