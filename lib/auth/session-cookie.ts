import { decode, encode } from "next-auth/jwt";
import { env } from "../env.ts";
import { isUuid } from "../kernel/ids.ts";

/** Seconds a session may live at most; the row says so too. */
export const SESSION_MAX_AGE_SECONDS = 7 * 24 * 3600;

/** Whether people reach us over TLS, and cookies may say so. */
export function secureCookies(): boolean {
  return env().MODELKEEP_URL.startsWith("https:");
}

/** Name of the cookie that carries the session, as next-auth calls it. */
export function sessionCookieName(): string {
  return `${secureCookies() ? "__Secure-" : ""}next-auth.session-token`;
}

/** The secret that seals cookies. Throws when the process was started without one. */
export function sessionSecret(): string {
  const secret = env().MODELKEEP_SESSION_SECRET;
  if (secret === undefined) throw new Error("MODELKEEP_SESSION_SECRET is not set");
  return secret;
}

/** One cookie of a Cookie header; undefined when it is not there. */
export function cookieValue(header: string, name: string): string | undefined {
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** Seals a session id for the cookie: an encrypted token (JWE) that holds nothing else. */
export async function sealSession(sessionId: string): Promise<string> {
  return encode({ token: { sid: sessionId }, secret: sessionSecret(), maxAge: SESSION_MAX_AGE_SECONDS });
}

/** The session id inside the Cookie header; undefined when there is none or it was not sealed by us. */
export async function sessionIdFrom(cookieHeader: string): Promise<string | undefined> {
  const sealed = cookieValue(cookieHeader, sessionCookieName());
  if (sealed === undefined || sealed === "") return undefined;
  try {
    const token = await decode({ token: sealed, secret: sessionSecret() });
    const id = token?.["sid"];
    return typeof id === "string" && isUuid(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
