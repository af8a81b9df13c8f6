import type { Template } from "./template.ts";

const [C1, C2, C3, C4] = [24, 216, 408, 600];

/** An application that calls a supplier's language model. */
export const vendorLlm: Template = {
  id: "vendor_llm",
  name: "Vendor LLM API",
  description: "An internal application calls a supplier’s language model; nothing is trained here.",
  zones: {
    network: { name: "Company network", trust: 2, box: [0, 112, 752, 432] },
    secrets: { in: "network", name: "Secrets and records", trust: 4, box: [384, 352, 352, 152] },
  },
  elements: {
    supplier: {
      kind: "third_party_model",
      name: "Supplier’s model",
      at: [C3, 16],
      yes: ["llm", "generative", "third_party_model_api", "pay_per_use", "auto_update"],
    },
    status: { kind: "actor", name: "Supplier’s support", at: [C4, 16] },
    user: { kind: "actor", name: "Employee", zone: "network", at: [C1, 168] },
    app: {
      kind: "process",
      name: "Writing assistant",
      zone: "network",
      at: [C2, 168],
      yes: ["output_rendered", "llm"],
      no: ["has_tools", "agentic"],
    },
    proxy: {
      kind: "guardrail",
      name: "Model proxy",
      zone: "network",
      at: [C3, 168],
      yes: ["internet_egress", "long_lived_tokens"],
    },
    prompt: { kind: "prompt", name: "Prompt templates", zone: "network", at: [C2, 280], no: ["secrets_in_prompt"] },
    cache: { kind: "store", name: "Answer cache", zone: "network", at: [C3, 280], yes: ["response_cache"] },
    usage: { kind: "logs", name: "Usage log", zone: "network", at: [C4, 168], yes: ["stores_prompts"] },
    checks: { kind: "evaluation", name: "Prompt tests", zone: "network", at: [C1, 280] },
    keys: { kind: "store", name: "API keys", zone: "secrets", at: [C3, 400], yes: ["sensitive"] },
    documents: {
      kind: "store",
      name: "Documents",
      zone: "secrets",
      at: [C4, 400],
      yes: ["sensitive", "personal_data"],
    },
    pipeline: { kind: "ci_cd", name: "Release pipeline", zone: "network", at: [C1, 400] },
  },
  flows: [
    { ends: ["user", "app"], name: "draft", both: true },
    { ends: ["app", "proxy"], name: "prompt" },
    {
      ends: ["proxy", "supplier"],
      name: "prompt, answer",
      both: true,
      yes: ["public_network"],
      no: ["encrypted_false"],
    },
    { ends: ["prompt", "app"], name: "" },
    { ends: ["proxy", "cache"], name: "", both: true },
    { ends: ["proxy", "usage"], name: "" },
    { ends: ["keys", "proxy"], name: "key" },
    { ends: ["proxy", "documents"], name: "search, excerpts", both: true },
    { ends: ["checks", "prompt"], name: "" },
    { ends: ["pipeline", "prompt"], name: "release" },
    { ends: ["usage", "status"], name: "incidents" },
  ],
  assumptions: [
    "The contract forbids training on what is sent.",
    "The supplier announces changes of the model before they happen.",
  ],
};
