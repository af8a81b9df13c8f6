import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clientAddressOf, sanitizeHeaders } from "./client-headers.ts";

describe("clientAddressOf", () => {
  it("believes nobody when no proxy is trusted", () => {
    expect(clientAddressOf({ "x-forwarded-for": "1.2.3.4" }, "::ffff:10.0.0.9", 0)).toBe("10.0.0.9");
  });

  it("takes what the outermost trusted proxy wrote", () => {
    expect(clientAddressOf({ "x-forwarded-for": "6.6.6.6, 1.2.3.4" }, "10.0.0.1", 1)).toBe("1.2.3.4");
    expect(clientAddressOf({ "x-forwarded-for": "6.6.6.6, 1.2.3.4, 10.0.0.2" }, "10.0.0.1", 2)).toBe("1.2.3.4");
  });

  it("cannot be moved by anything a client puts in front", () => {
    fc.assert(
      fc.property(fc.array(fc.ipV4(), { maxLength: 5 }), fc.ipV4(), (forged, real) => {
        const list = [...forged, real].join(", ");
        expect(clientAddressOf({ "x-forwarded-for": list }, "10.0.0.1", 1)).toBe(real);
      }),
    );
  });
});

describe("sanitizeHeaders", () => {
  it("drops forged headers of ours and forwarding headers", () => {
    const headers: Record<string, string> = {
      "x-modelkeep-client-address": "1.1.1.1",
      "x-forwarded-host": "evil.example",
      "x-middleware-subrequest": "proxy",
      "x-nonce": "abc",
      accept: "*/*",
    };
    sanitizeHeaders(headers, "127.0.0.1", 0);
    expect(headers).toEqual({ accept: "*/*", "x-modelkeep-client-address": "127.0.0.1" });
  });
});
