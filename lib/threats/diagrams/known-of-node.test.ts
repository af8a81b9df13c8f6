import { describe, expect, it } from "vitest";
import type { NodeFacts } from "../../inventory/queries/node-facts.ts";
import { isPredicate } from "../../knowledge/predicates.ts";
import { knownFrom } from "./known-of-node.ts";
import { settled } from "./known.ts";

const plain: NodeFacts = {
  ...{ type: "dataset", id: "n", name: "Thing", state: "active" },
  ...{ facts: {}, model: null, versionId: null, from: [], into: [] },
};
const model = {
  ...{ name: "Scorer 1", kind: "other", tasks: [], stage: "design", state: "draft" },
  ...{ architecture: "", trainingRun: "", artifacts: [] },
};
const near = (given: object) => ({
  relation: "",
  type: "",
  id: "o",
  name: "Other",
  facts: {},
  kind: "",
  tasks: [],
  ...given,
});
const known = (node: object, kind = "process") => settled(knownFrom({ ...plain, ...node }, kind));

describe("what the inventory knows of a bound element", () => {
  it.each([
    ["special data", { facts: { personalData: "special" } }, "node.special_category_data", "yes"],
    ["plain personal data", { facts: { personalData: "yes" } }, "node.special_category_data", "no"],
    ["no personal data", { facts: { personalData: "no" } }, "node.personal_data", "no"],
    ["a public hub", { facts: { sourceUrl: "https://huggingface.co/datasets/x" } }, "node.public_source", "yes"],
    ["labels by people", { facts: { labelling: "Two analysts each" } }, "node.human_labelled", "yes"],
    ["a supplier", { from: [near({ relation: "supplied_by" })] }, "node.third_party_data", "yes"],
    [
      "a pickle",
      { model: { ...model, artifacts: [{ name: "m.pkl", digest: null }] } },
      "node.loads_serialized_code",
      "yes",
    ],
    [
      "safetensors",
      { model: { ...model, artifacts: [{ name: "m.safetensors", digest: "a" }] } },
      "node.loads_serialized_code",
      "no",
    ],
    ["an agent", { model: { ...model, kind: "agentic" } }, "node.llm", "yes"],
    ["a ranking model", { model: { ...model, kind: "ranking" } }, "node.generative", "no"],
    ["an architecture", { model: { ...model, architecture: "Llama 3 8B" } }, "node.llm", "yes"],
    ["a base model", { model, from: [near({ relation: "derived_from" })] }, "node.uses_pretrained_base", "yes"],
    [
      "a vector store",
      { from: [near({ relation: "made_of", type: "component", facts: { category: "vector_store" } })] },
      "node.has_rag",
      "yes",
    ],
    [
      "a library",
      { from: [near({ relation: "depends_on", type: "component", facts: { category: "library" } })] },
      "node.third_party_packages",
      "yes",
    ],
    [
      "a tool by name",
      { type: "component", facts: { category: "tool", release: "latest" } },
      "node.pulls_by_name",
      "yes",
    ],
    ["a tool by hash", { type: "component", facts: { category: "tool", digest: "a" } }, "node.pulls_by_name", "no"],
    [
      "a deployment at the edge",
      { type: "deployment", facts: { environment: "edge", status: "live" } },
      "node.on_device",
      "yes",
    ],
    [
      "no sign-in",
      { type: "deployment", facts: { authentication: "none", exposure: "public" } },
      "node.public_input",
      "yes",
    ],
    [
      "a rate limit",
      { type: "deployment", facts: { exposure: "public", rateLimit: "10/s" } },
      "node.no_rate_limit",
      "no",
    ],
  ])("%s", (_name, node, predicate, value) => {
    expect(known(node)).toMatchObject({ [predicate]: { value } });
  });

  it("says nothing about what is not recorded", () => {
    expect(known({})).toEqual({});
    expect(known({ facts: { personalData: "unknown", sourceUrl: "not an address", labelling: "" } })).toEqual({});
    expect(known({ type: "system", facts: { usersAffected: "Nobody directly" } })).toEqual({});
    expect(
      known({ type: "deployment", facts: { authentication: "unknown", exposure: "partner", environment: "test" } }),
    ).not.toHaveProperty("node.internet_exposed");
  });

  it("holds what is exposed against what answers, not against the file", () => {
    const facts = { exposure: "public", status: "live" };
    const node = { model, into: [near({ relation: "runs", type: "deployment", name: "API", facts })] };
    expect(known(node, "inference_endpoint")["node.internet_exposed"]?.from).toBe("Runs in API: exposure public");
    expect(known(node, "model_artifact")).not.toHaveProperty("node.internet_exposed");
  });

  it("speaks only of questions that the engine asks, and a yes counts against a no", () => {
    const all = knownFrom(
      { ...plain, type: "deployment", facts: { exposure: "internal", authentication: "api_key" } },
      "agent",
    );
    expect(all.every(([id]) => isPredicate(id))).toBe(true);
    const both = settled([
      ["node.llm", "no", "a"],
      ["node.llm", "yes", "b"],
      ["node.llm", "yes", "c"],
    ]);
    expect(both).toEqual({ "node.llm": { value: "yes", from: "b" } });
  });
});
