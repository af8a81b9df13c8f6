import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, securityHeaders } from "@/lib/http/security-headers.ts";

const live = { publicUrl: "https://modelkeep.example", development: false };

function directive(policy: string, name: string): string | undefined {
  return policy
    .split("; ")
    .find((part) => part.startsWith(`${name} `))
    ?.slice(name.length + 1);
}

describe("content security policy", () => {
  it("lets scripts run by nonce only", () => {
    const scripts = directive(contentSecurityPolicy("abc", live), "script-src");
    expect(scripts).toBe("'self' 'nonce-abc' 'strict-dynamic'");
  });

  it("allows eval in development only", () => {
    const scripts = directive(contentSecurityPolicy("abc", { ...live, development: true }), "script-src");
    expect(scripts).toContain("'unsafe-eval'");
  });

  it("cannot be framed, rebased or made to post elsewhere", () => {
    const policy = contentSecurityPolicy("abc", live);
    expect(directive(policy, "frame-ancestors")).toBe("'none'");
    expect(directive(policy, "base-uri")).toBe("'none'");
    expect(directive(policy, "form-action")).toBe("'self'");
    expect(directive(policy, "object-src")).toBe("'none'");
  });
});

describe("security headers", () => {
  it("promises TLS only where the public address has it", () => {
    const names = (publicUrl: string) => securityHeaders({ publicUrl, development: false }).map(([name]) => name);
    expect(names("https://modelkeep.example")).toContain("Strict-Transport-Security");
    expect(names("http://modelkeep.example")).not.toContain("Strict-Transport-Security");
  });
});
