import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { canonicalJson, isCanonicalJson } from "../merkle/canonical-json.ts";
import { parseEnvelope } from "./envelope.ts";
import { madeEntries } from "./testing/made-log.ts";

const [made] = madeEntries(1);
const good = new TextDecoder().decode(made?.bytes);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("the envelope of an entry", () => {
  it("is read", () => {
    expect(parseEnvelope(bytes(good))).toMatchObject({
      action: "model.update",
      entityType: "model",
      version: 1,
      prev: null,
    });
  });

  it("is read the same with and without escapes, which go another way", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1 });
    fc.assert(
      fc.property(text, text, text, fc.integer({ min: 1 }), (action, id, req, version) => {
        const value = JSON.parse(good) as { entity: object };
        const said = { ...value, action, req, entity: { ...value.entity, id, version } };
        const plain = parseEnvelope(bytes(canonicalJson(said, "integers")));
        expect(plain).toEqual({ ...parseEnvelope(bytes(good)), action, entityId: id, version });
      }),
    );
  });

  it.each([
    ["white space", good.replace(",", ", ")],
    ["a member more", good.replace('"v":1', '"v":1,"w":2')],
    ["a member twice", good.replace('"v":1', '"v":1,"v":1')],
    ["members in another order", good.replace(/^\{("action":"[^"]*"),(.*)\}$/, "{$2,$1}")],
    ["another version of the format", good.replace('"v":1}', '"v":2}')],
    ["a fraction", good.replace('"version":1', '"version":1.5')],
    ["another spelling of a number", good.replace('"version":1', '"version":1.0')],
    ["an escape that is not needed", good.replace("model.update", "\\u006dodel.update")],
    ["a lone surrogate", good.replace("model.update", "\\ud800")],
    ["a commitment of another kind", good.replace("sha256-salted", "sha256")],
    ["a digest with stray bits", good.replace(/=",?"?\},"prev/, (end) => end.replace("=", "B="))],
    ["no object", "[]"],
    ["a byte order mark", `\ufeff${good}`],
  ])("is refused with %s", (_what, text) => {
    expect(text).not.toBe(good);
    expect(() => parseEnvelope(bytes(text))).toThrow();
  });

  it("is refused with bytes that are not UTF-8", () => {
    expect(() => parseEnvelope(Uint8Array.of(...bytes(good.slice(0, 20)), 0xff, ...bytes(good.slice(20))))).toThrow(
      "UTF-8",
    );
  });

  it("is accepted exactly when the general check of canonical JSON accepts it, whatever the action is called", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (action) => {
        const value = { ...(JSON.parse(good) as object), action };
        let text: string;
        try {
          text = canonicalJson(value, "integers");
        } catch {
          text = JSON.stringify(value, Object.keys(value).sort());
        }
        const accepted = (() => {
          try {
            return parseEnvelope(bytes(text)).action === action;
          } catch {
            return false;
          }
        })();
        expect(accepted).toBe(isCanonicalJson(bytes(text), "integers"));
      }),
    );
  });
});
