/** What the headers depend on: the address people use, and whether the development server (which needs eval) answers. */
export interface HeaderSituation {
  publicUrl: string;
  development: boolean;
}

/**
 * The Content-Security-Policy of a page. Scripts run only with the nonce of this response; styles may be inline because
 * components carry style attributes, which cannot run anything.
 * Source: CSP Level 3, section 6; `strict-dynamic` lets scripts with the nonce load the chunks they need.
 */
export function contentSecurityPolicy(nonce: string, situation: HeaderSituation): string {
  const scripts = [
    "'self'",
    `'nonce-${nonce}'`,
    "'strict-dynamic'",
    ...(situation.development ? ["'unsafe-eval'"] : []),
  ];
  const directives: [string, string][] = [
    ["default-src", "'self'"],
    ["script-src", scripts.join(" ")],
    ["style-src", "'self' 'unsafe-inline'"],
    ["img-src", "'self' data: blob:"],
    ["font-src", "'self'"],
    ["connect-src", situation.development ? "'self' ws: wss:" : "'self'"],
    ["worker-src", "'self'"],
    ["manifest-src", "'self'"],
    ["frame-src", "'none'"],
    ["object-src", "'none'"],
    ["base-uri", "'none'"],
    ["form-action", "'self'"],
    ["frame-ancestors", "'none'"],
  ];
  return directives.map(([name, value]) => `${name} ${value}`).join("; ");
}

/** Headers every answer carries, page or API: name and value, in the order they are written. */
export function securityHeaders(situation: HeaderSituation): [name: string, value: string][] {
  const headers: [string, string][] = [
    ["X-Content-Type-Options", "nosniff"],
    ["X-Frame-Options", "DENY"],
    ["Referrer-Policy", "strict-origin-when-cross-origin"],
    ["Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ["Cross-Origin-Resource-Policy", "same-origin"],
  ];
  if (situation.publicUrl.startsWith("https:")) {
    headers.push(["Strict-Transport-Security", "max-age=31536000; includeSubDomains"]);
  }
  return headers;
}
