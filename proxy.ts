import { NextResponse } from "next/server";
import type { NextRequest } from "next/server";
import { env } from "@/lib/env.ts";
import { contentSecurityPolicy, securityHeaders } from "@/lib/http/security-headers.ts";

/** Puts the security headers on every page; Next reads the policy from the request and gives its scripts the nonce. */
export function proxy(request: NextRequest): NextResponse {
  const { MODELKEEP_URL: publicUrl, NODE_ENV } = env();
  const situation = { publicUrl, development: NODE_ENV === "development" };
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, situation);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-modelkeep-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  for (const [name, value] of securityHeaders(situation)) response.headers.set(name, value);
  return response;
}

export const config = {
  matcher: ["/((?!(?:api|log|verify|static|_next/static|_next/image|favicon\\.ico)(?:/|$)).*)"],
};
