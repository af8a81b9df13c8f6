import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failureIn } from "./api.ts";
import { deviceName } from "./device-name.ts";
import { readClaims } from "./identity-claims.ts";
import { keyFrom } from "./key-actor.ts";
import { parseRoleMap, roleFromGroups } from "./oidc-config.ts";
import { networkOf } from "./rate-limit.ts";
import { hashRecoveryCode, newRecoveryCodes } from "./recovery-codes.ts";
import { returnAddress } from "./return-address.ts";
import { newTotpSecret, totpDetails, totpStep } from "./second-factor.ts";

describe("the time-based code", () => {
  it("agrees with RFC 6238, appendix B (SHA-1, last six digits)", () => {
    const secret = new TextEncoder().encode("12345678901234567890");
    const cases: [seconds: number, code: string][] = [
      [59, "287082"],
      [1111111109, "081804"],
      [1111111111, "050471"],
      [1234567890, "005924"],
      [2000000000, "279037"],
      [20000000000, "353130"],
    ];
    for (const [seconds, code] of cases) {
      expect(totpStep(secret, code, seconds * 1000)).toBe(BigInt(Math.floor(seconds / 30)));
      expect(totpStep(secret, code, seconds * 1000 + 30_000)).toBe(BigInt(Math.floor(seconds / 30)));
      expect(totpStep(secret, code, seconds * 1000 + 90_000)).toBeUndefined();
    }
  });

  it("tells an app everything in one address", () => {
    const { uri, secret } = totpDetails(newTotpSecret(), "ada@example.com");
    const parsed = new URL(uri);
    expect(parsed.protocol).toBe("otpauth:");
    expect(decodeURIComponent(parsed.pathname)).toContain("Modelkeep:ada@example.com");
    expect(parsed.searchParams.get("secret")).toBe(secret);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  });
});

describe("recovery codes", () => {
  it("are ten different ones and fit however they are typed", () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$/);
      const typed = ` ${code.toUpperCase().replaceAll("-", " ").replaceAll("1", "l").replaceAll("0", "O")} `;
      expect(hashRecoveryCode(typed)).toBe(hashRecoveryCode(code));
      expect(hashRecoveryCode(code)).not.toContain(code);
    }
  });
});

describe("the network of an address", () => {
  it("is the address for IPv4 and the first 64 bits for IPv6", () => {
    expect(networkOf("203.0.113.9")).toBe("203.0.113.9");
    expect(networkOf("::ffff:203.0.113.9")).toBe("203.0.113.9");
    expect(networkOf("2001:db8:0:1:aaaa:bbbb:cccc:dddd")).toBe("2001:db8:0:1");
    expect(networkOf("2001:DB8:0:1::9")).toBe("2001:db8:0:1");
    expect(networkOf("2001:db8::9")).toBe("2001:db8:0:0");
    expect(networkOf("[fe80::1%eth0]")).toBe("fe80:0:0:0");
    expect(networkOf("::1")).toBe("0:0:0:0");
  });
});

describe("an Authorization header", () => {
  it("carries a key as Bearer or as Basic password", () => {
    const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
    expect(keyFrom("Bearer mk_a_b")).toBe("mk_a_b");
    expect(keyFrom("bearer   mk_a_b")).toBe("mk_a_b");
    expect(keyFrom(basic("any:mk_a_b"))).toBe("mk_a_b");
    expect(keyFrom(basic(":mk_a:b"))).toBe("mk_a:b");
    expect(keyFrom(basic("proxy:secret"))).toBeUndefined();
    expect(keyFrom("Digest x")).toBeUndefined();
    expect(keyFrom("")).toBeUndefined();
    expect(keyFrom("Bearer")).toBe("");
  });
});

describe("the way back after signing in", () => {
  it("stays on this site", () => {
    expect(returnAddress("/models?q=a#b")).toBe("/models?q=a#b");
    for (const bad of [undefined, "", "models", "//evil.example", "/\\evil.example", "/a\\b", "https://evil.example"]) {
      expect(returnAddress(bad)).toBe("/overview");
    }
    expect(returnAddress("/sign-in?next=/x")).toBe("/overview");
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const to = returnAddress(`/${text}`);
        expect(new URL(to, "https://modelkeep.example").origin).toBe("https://modelkeep.example");
      }),
      { numRuns: 200 },
    );
  });
});

describe("what the sign-in page reads", () => {
  it("finds the word and the seconds, or nothing", () => {
    expect(failureIn("http://x/overview")).toBeUndefined();
    expect(failureIn("http://x/api/auth/error?error=wrong")).toEqual({ word: "wrong" });
    expect(failureIn("http://x/api/auth/error?error=rate_limited.37")).toEqual({
      word: "rate_limited",
      retryAfterSeconds: 37,
    });
    expect(failureIn("http://x/api/auth/signin?csrf=true")).toEqual({ word: "failed" });
  });
});

describe("single sign-on's settings and claims", () => {
  it("reads pairs and refuses what is none", () => {
    const roles = parseRoleMap("sec = security_lead , team=model_owner");
    expect(roles).toEqual([
      ["sec", "security_lead"],
      ["team", "model_owner"],
    ]);
    expect(roleFromGroups(["team", "sec"], { roles, defaultRole: undefined })).toBe("security_lead");
    expect(roleFromGroups(["x"], { roles, defaultRole: "viewer" })).toBe("viewer");
    expect(roleFromGroups(["x"], { roles, defaultRole: undefined })).toBeUndefined();
    expect(parseRoleMap("cn=ai,dc=x=viewer;cn=b,dc=x=auditor;")).toEqual([
      ["cn=ai,dc=x", "viewer"],
      ["cn=b,dc=x", "auditor"],
    ]);
    expect(() => parseRoleMap("sec=king")).toThrow(/king/);
    expect(() => parseRoleMap("sec")).toThrow(/group=role/);
  });

  it("leaves unverified addresses out and finds groups under a path", () => {
    const claims = { iss: "https://i", sub: "1", email: "A@B.c", email_verified: false, realm: { roles: ["x", 3] } };
    expect(readClaims(claims, "realm.roles")).toMatchObject({ email: undefined, groups: ["x"], secondFactor: false });
    const strong = readClaims({ ...claims, email_verified: true, amr: ["pwd", "otp"], groups: "one" }, "groups");
    expect(strong).toMatchObject({ email: "a@b.c", groups: ["one"], secondFactor: true, name: "a@b.c" });
    expect(readClaims({ realm_roles: ["y"] }, "realm_roles").groups).toEqual(["y"]);
  });
});

describe("a device's name", () => {
  it("is what people call it", () => {
    const chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36";
    expect(deviceName(chrome)).toBe("Chrome on Windows");
    expect(deviceName(`${chrome} Edg/140.0.0.0`)).toBe("Edge on Windows");
    const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1";
    expect(deviceName(phone)).toBe("Safari on iPhone");
    expect(deviceName("curl/8")).toBe("Unknown device");
  });
});
