import { describe, expect, it } from "vitest";
import { entryWords, sentenceText, type WordedEntry } from "../../trail/rules.ts";

const names = { "m-1": "Card fraud GBM", "l-1": "Lena Nowak" };
type Image = NonNullable<WordedEntry["after"]>;

function entry(type: string, before: Image | null, after: Image, action = "asset.update"): WordedEntry {
  const actor = { type: "user", ref: "l-1", name: "Lena Nowak" };
  return { action, actor, entity: { type, id: "a-1", label: "Payments" }, before, after, version: 2 };
}
const say = (...args: Parameters<typeof entry>): string => sentenceText(entryWords(entry(...args), names));

describe("a change of an asset in words", () => {
  it("tells the fact by its label and its value by its word", () => {
    expect(
      say(
        "dataset",
        { facts: { personalData: "unknown", licence: "MIT" } },
        { facts: { personalData: "special", licence: "MIT" } },
      ),
    ).toBe("Lena Nowak changed the personal data of Payments from not stated to special categories (Art. 9 GDPR)");
    expect(say("deployment", { facts: { endpoint: "" } }, { facts: { endpoint: "https://x.example" } })).toBe(
      "Lena Nowak set the endpoint of Payments to https://x.example",
    );
  });

  it("tells links by what came and what went", () => {
    const links = [{ relation: "made_of", type: "model", id: "m-1" }];
    expect(say("system", { links: [] }, { links })).toBe(
      "Lena Nowak added made of Card fraud GBM to the links of Payments",
    );
    expect(say("system", { links }, { links: [] })).toContain("removed made of Card fraud GBM from the links");
  });

  it("tells documents, columns and own fields, also one that is new", () => {
    const documents = [{ title: "Data sheet", url: "https://n.example/s" }];
    expect(say("dataset", { documents: [] }, { documents })).toContain("added Data sheet (https://n.example/s)");
    const columns = [{ name: "iban", type: "string", personal: true }];
    expect(say("dataset_version", { facts: { columns: [] } }, { facts: { columns } })).toContain(
      "added iban string, personal to the columns of",
    );
    expect(say("vendor", { custom: {} }, { custom: { cost_centre: "4711" } })).toBe(
      "Lena Nowak set the cost centre of Payments to 4711",
    );
  });

  it("leads to the asset's page, and not to a version's, whose address needs its dataset", () => {
    const href = (type: string): string | undefined =>
      entryWords(entry(type, null, { slug: "payments" }, "asset.register"), names).parts.at(-1)?.href;
    expect([href("system"), href("dataset_version")]).toEqual(["/systems/payments", undefined]);
  });
});
