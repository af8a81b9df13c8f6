import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guessOf } from "./guess-rules.ts";
import { hubRepository, normalizeSighting, normalizeUrl, sightingKinds, withoutRelease } from "./rules.ts";

const normal = (kind: (typeof sightingKinds)[number], text: string): string => {
  const found = normalizeSighting(kind, text);
  return "problem" in found ? `problem: ${found.problem}` : found.normal;
};

describe("normalizing what was seen", () => {
  it("makes one of two spellings of a URL, and keeps no secret of it", () => {
    for (const spelling of [
      "https://API.OpenAI.com/v1/chat/completions/",
      "http://api.openai.com:80/v1/chat//completions?api_key=secret#x",
      "api.openai.com/v1/chat/completions",
      "https://user:secret@api.openai.com/v1/chat/completions",
    ]) {
      expect(normal("url", spelling), spelling).toBe("api.openai.com/v1/chat/completions");
      expect(JSON.stringify(normalizeSighting("url", spelling))).not.toContain("secret");
    }
    expect(normal("url", "http://box:11434/")).toBe("box:11434");
    expect(normal("url", "https://")).toMatch(/^problem/);
    expect(normal("url", "no url at all")).toMatch(/^problem/);
  });

  it("reads digests, package URLs and names", () => {
    const digest = "AB".repeat(32);
    expect(normal("digest", `sha256:${digest}`)).toBe(digest.toLowerCase());
    expect(normal("digest", "abc")).toMatch(/^problem/);
    expect(normal("package", "pkg:PyPI/OpenAI@1.30.0?arch=any")).toBe("pkg:pypi/openai@1.30.0");
    expect(normal("package", "openai")).toMatch(/^problem/);
    expect(normal("name", "  Café   GPT ")).toBe("cafe gpt");
    expect(normal("cloud_resource", " arn:aws:sagemaker:eu-west-1:1:endpoint/Fraud ")).toBe(
      "arn:aws:sagemaker:eu-west-1:1:endpoint/Fraud",
    );
    expect(withoutRelease("pkg:npm/@scope/name@1.0")).toBe("pkg:npm/@scope/name");
    expect(withoutRelease("pkg:npm/@scope/name")).toBe("pkg:npm/@scope/name");
  });

  it("never fails, and normalizing twice changes nothing", () => {
    fc.assert(
      fc.property(fc.constantFrom(...sightingKinds), fc.string(), (kind, text) => {
        const once = normalizeSighting(kind, text);
        if ("problem" in once || once.normal === "") return;
        expect(guessOf({ kind, name: "", ...once }).words).not.toBe("");
        if (kind !== "url") expect(normalizeSighting(kind, once.value)).toMatchObject({ normal: once.normal });
      }),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const once = normalizeUrl(url);
        expect(normalizeUrl(once?.value ?? "")).toEqual(once);
      }),
      { numRuns: 200 },
    );
  });
});

describe("what it probably is", () => {
  const guess = (kind: (typeof sightingKinds)[number], value: string) => {
    const found = normalizeSighting(kind, value);
    if ("problem" in found) throw new Error(found.problem);
    return guessOf({ kind, name: "", ...found });
  };

  it("knows hubs, services, packages and resources", () => {
    expect(hubRepository("huggingface.co/google/bert/blob/main/x")).toEqual({ organization: "google", name: "bert" });
    expect(hubRepository("huggingface.co/datasets/squad")).toBeUndefined();
    expect(guess("url", "https://hf.co/google/bert")).toMatchObject({ as: "model", name: "google/bert" });
    expect(guess("url", "https://api.openai.com/v1/responses")).toMatchObject({ as: "component", provider: "OpenAI" });
    expect(guess("url", "http://10.0.0.4:11434")).toMatchObject({ words: "An Ollama server, which runs models" });
    expect(guess("url", "https://scoring.internal/v1/predict")).toMatchObject({
      as: "deployment",
      words: "An endpoint that answers like a model",
    });
    expect(guess("package", "pkg:npm/%40anthropic-ai/sdk@1.0")).toMatchObject({ as: "component", name: "sdk" });
    expect(guess("package", "pkg:pypi/torch@2.6.0").words).toBe("A package: framework for models");
    expect(guess("cloud_resource", "arn:aws:sagemaker:eu-west-1:1:endpoint/fraud")).toMatchObject({
      name: "fraud",
      words: "Amazon: SageMaker endpoint",
    });
    expect(guess("digest", "0".repeat(64)).as).toBeNull();
  });
});
