import { createHmac, hkdfSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { keyedHash } from "./keyed-hash.ts";
import { nearInput } from "./near-input.ts";

describe("near-duplicates", () => {
  it("agree when numbers move a little, and differ when they move much", () => {
    const of = (amount: number) => nearInput({ amount, country: "CH" }, undefined);
    expect(of(100.1)).toBe(of(101.9));
    expect(of(100)).not.toBe(of(200));
    expect(of(100)).not.toBe(of(-100));
    expect(nearInput({ country: "CH" }, undefined)).not.toBe(nearInput({ country: "FR" }, undefined));
    expect(nearInput(undefined, "Pay 12 francs")).toBe(nearInput(undefined, "pay 99  FRANCS"));
  });
});

describe("keyed hashes", () => {
  const key = new Uint8Array(32).fill(7);

  it("are the HMAC-SHA-256 of the text, short, long and of any letters", () => {
    const own = Buffer.from(hkdfSync("sha256", key, "one", "modelkeep/telemetry/client/v1", 32));
    const client = keyedHash(key, "one", "client");
    for (const text of [
      "",
      "a",
      "Zoë 😀",
      "\ud800 alone",
      "€".repeat(16_384),
      "x".repeat(16_385),
      "é".repeat(40_000),
    ]) {
      expect(client(text)).toBe(createHmac("sha256", own).update(text).digest("base64url").slice(0, 16));
    }
  });

  it("are the same for the same name, and others for another organization or purpose", () => {
    const client = keyedHash(key, "one", "client");
    expect(client("a")).toBe(client("a"));
    expect(client("a")).toBe(keyedHash(key, "one", "client")("a"));
    expect(client("a")).not.toBe(client("b"));
    expect(client("a")).not.toBe(keyedHash(key, "two", "client")("a"));
    expect(client("a")).not.toBe(keyedHash(key, "one", "input")("a"));
    expect(Buffer.from(client("a"), "base64url")).toHaveLength(12);
  });
});
