import { secureCookies } from "./session-cookie.ts";

/** Name of the cookie that proves who knocked at a session. */
export function guestCookieName(): string {
  return `${secureCookies() ? "__Secure-" : ""}modelkeep-guest`;
}

/** The cookie for a guest's key; it ends with the browser, and is worth nothing once the session has ended. */
export function guestCookie(key: string): string {
  const secure = secureCookies() ? "; Secure" : "";
  return `${guestCookieName()}=${key}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}
