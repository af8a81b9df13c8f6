import { describe, expect, it } from "vitest";
import { guessFormat } from "./guess-format.ts";

describe("the format of a file", () => {
  it("is told by its head, else it is the one that was chosen", async () => {
    expect(await guessFormat('{ "bomFormat": "CycloneDX" }', "model-card")).toBe("cyclonedx");
    const spdx = new Blob(['{ "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld" }']);
    expect(await guessFormat(spdx, "model-card")).toBe("spdx3");
    const signature = '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}';
    expect(await guessFormat(signature, "model-card")).toBe("model-signing");
    expect(await guessFormat('{"otmVersion": "0.2.0"}', "model-card")).toBe("otm");
    expect(await guessFormat('{"summary": {"title": "Shop"}, "detail": {}}', "model-card")).toBe("threat-dragon");
    expect(await guessFormat('{"schema": 1, "applicationInfo": {}}', "model-card")).toBe("threat-composer");
    expect(await guessFormat("flowchart TD\n a --> b", "model-card")).toBe("mermaid");
    expect(await guessFormat("---\nlicense: mit\n---\n", "model-card")).toBe("model-card");
  });
});
