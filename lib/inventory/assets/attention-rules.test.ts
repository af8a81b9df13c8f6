import { describe, expect, it } from "vitest";
import { gapsOfAsset } from "./attention-rules.ts";
import { assetFacts } from "./facts-schema.ts";
import type { AssetKind, NodeType, RelationName } from "./rules.ts";
import type { AssetDto, LinkDto } from "./schema.ts";

const now = new Date("2026-11-21T12:00:00Z");
const lena = { id: "00000000-0000-7000-8000-000000000001", name: "Lena Nowak", active: true };

const link = (relation: RelationName, stated: LinkDto["stated"], type: NodeType): LinkDto => ({
  relation,
  stated,
  node: { type, id: lena.id, slug: "x", name: "X", detail: "", sensitivity: "internal", state: "active", owner: null },
});

function asset(kind: AssetKind, facts: object = {}, more: Partial<AssetDto> = {}): AssetDto {
  const start = kind === "dataset_version" ? { label: "1" } : {};
  const parsed = assetFacts[kind].parse({ ...start, ...facts });
  return { kind, facts: parsed, state: "active", owner: lena, links: [], ...more } as unknown as AssetDto;
}

const titles = (of: AssetDto): string[] => gapsOfAsset(of, now).map(({ title }) => title);

describe("what needs attention", () => {
  it.each<[string, AssetDto]>([
    ["Nobody answers for it", asset("vendor", {}, { owner: null })],
    ["Its owner has left", asset("vendor", {}, { owner: { ...lena, active: false } })],
    ["No purpose is stated", asset("system")],
    ["In use, and nobody is named who can stop it", asset("system", { status: "in_use" })],
    ["The role under the EU AI Act is not stated", asset("system")],
    ["Nothing says what it is made of", asset("system", {}, { links: [link("made_of", "there", "system")] })],
    ["Personal data is not stated", asset("dataset")],
    ["Personal data without a retention", asset("dataset", { personalData: "special" })],
    ["No source is stated", asset("dataset")],
    ["No licence is stated", asset("dataset")],
    ["It has no version", asset("dataset")],
    ["No digest", asset("dataset_version")],
    ["Its validation failed", asset("dataset_version", { validation: "failed" })],
    ["It was not validated", asset("dataset_version")],
    ["Its columns are not recorded", asset("dataset_version")],
    ["No version is stated", asset("component")],
    ["A base model without a digest", asset("component", { category: "base_model" })],
    ["Nothing says where it comes from", asset("component")],
    ["Never assessed", asset("vendor")],
    ["Its assessment is older than a year", asset("vendor", { assessedOn: "2025-11-20" })],
    ["No security contact", asset("vendor")],
    ["The data it receives is not stated", asset("vendor")],
    [
      "Live, public and without authentication",
      asset("deployment", { status: "live", exposure: "public", authentication: "none" }),
    ],
    [
      "Open to partners without authentication",
      asset("deployment", { status: "throttled", exposure: "partner", authentication: "none" }),
    ],
    ["Live without authentication", asset("deployment", { status: "live", authentication: "none" })],
    ["Live, and its authentication is not stated", asset("deployment", { status: "live" })],
    ["Nothing says what runs here", asset("deployment")],
    ["Reachable from outside without a rate limit", asset("deployment", { status: "live", exposure: "partner" })],
    ["Live without an endpoint", asset("deployment", { status: "live" })],
  ])("%s", (title, of) => {
    expect(titles(of)).toContain(title);
  });

  it("is nothing where all is stated", () => {
    const complete = [
      asset(
        "system",
        { purpose: "x", status: "in_use", humanOversight: "x", organizationRole: "deployer" },
        { links: [link("made_of", "here", "model")] },
      ),
      asset(
        "dataset",
        { personalData: "yes", retention: "2 years", source: "x", licence: "MIT" },
        { links: [link("release_of", "there", "dataset_version")] },
      ),
      asset("dataset_version", { digest: "a".repeat(64), validation: "passed", columns: [{ name: "a" }] }),
      asset("component", { release: "1", licence: "MIT", supplier: "x", category: "library" }),
      asset("component", { release: "1", category: "prompt" }),
      asset("vendor", { assessedOn: "2025-11-22", contact: "x", dataProcessing: "none" }),
      asset(
        "deployment",
        { status: "live", exposure: "public", authentication: "oauth", rateLimit: "1", endpoint: "https://x.example" },
        { links: [link("runs", "here", "model_version")] },
      ),
      asset("deployment", { exposure: "public", authentication: "none" }, { links: [link("runs", "here", "model")] }),
    ];
    expect(complete.map(titles)).toEqual(complete.map(() => []));
  });

  it("wants a digest for at least one version of a dataset", () => {
    const version = (digest: string | null) => ({ facts: { digest } });
    const of = (...digests: (string | null)[]) =>
      gapsOfAsset(asset("dataset"), now, digests.map(version)).some(({ title }) => title === "No version has a digest");
    expect([of(null, null), of(null, "a".repeat(64)), of()]).toEqual([true, false, false]);
  });

  it("says what is urgent first, and nothing of what is archived", () => {
    const open = asset("deployment", { status: "live", exposure: "public", authentication: "none" }, { owner: null });
    expect(gapsOfAsset(open, now)[0]).toMatchObject({ urgent: true, title: "Live, public and without authentication" });
    expect(gapsOfAsset({ ...open, state: "archived" }, now)).toEqual([]);
  });
});
