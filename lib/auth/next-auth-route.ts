import { exposeToLibraries } from "../env.ts";
import { readBody, requireMediaType } from "../http/body.ts";
import { problemResponse } from "../http/problem.ts";
import { requireSameOrigin } from "../http/same-origin.ts";
import { AppError } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { clientAddress } from "./client-address.ts";
import { deviceName } from "./device-name.ts";
import { callNextAuth, type NextAuthCall } from "./next-auth-call.ts";
import { nextAuthOptions } from "./next-auth-options.ts";
import { cookieActor } from "./request-actor.ts";
import { secureCookies } from "./session-cookie.ts";
import type { Place } from "./sign-in.ts";
import type { Intent } from "./sign-on.ts";

/** The doors of next-auth that are open; the others (its pages, its session and log endpoints) are not needed. */
const OPEN = [
  "GET csrf",
  "GET signin",
  "GET error",
  "GET callback/oidc",
  "POST signin/oidc",
  "POST callback/credentials",
  "POST signout",
];
const BODY_LIMIT_BYTES = 16_384;

function cookiesOf(request: Request): Record<string, string> {
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((part) => part.trim());
  return Object.fromEntries(
    pairs
      .filter((pair) => pair.includes("="))
      .map((pair) => {
        const at = pair.indexOf("=");
        return [pair.slice(0, at), decoded(pair.slice(at + 1))];
      }),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function formOf(request: Request): Promise<Record<string, string>> {
  if (request.method !== "POST") return {};
  requireMediaType(request, ["application/x-www-form-urlencoded"]);
  requireSameOrigin(request);
  const bytes = await readBody(request, BODY_LIMIT_BYTES);
  return Object.fromEntries(new URLSearchParams(new TextDecoder().decode(bytes)));
}

/** What the person came for, from the address that they are to return to; only a signed-in page can have set it. */
async function intentOf(request: Request, cookies: Record<string, string>): Promise<Intent> {
  const address = cookies[`${secureCookies() ? "__Secure-" : ""}next-auth.callback-url`] ?? "";
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const token = url?.searchParams.get("invitation");
  if (token != null) return { kind: "invitation", token };
  if (url?.searchParams.get("connect") !== "single-sign-on") return { kind: "sign_in" };
  const { actor } = await cookieActor(request.headers, new Date());
  return actor.type === "user" ? { kind: "link", actor } : { kind: "sign_in" };
}

async function readCall(request: Request): Promise<NextAuthCall> {
  const url = new URL(request.url);
  const path = url.pathname.split("/").slice(3);
  if (!OPEN.includes(`${request.method} ${path.join("/")}`)) throw new AppError("not_found", "There is no such page.");
  const query = Object.fromEntries(url.searchParams);
  // Only a form of ours, with its token, may say where a sign-in leads: it also says what single sign-on is for.
  delete query["callbackUrl"];
  const headers = Object.fromEntries(request.headers);
  return { path, method: request.method, headers, query, cookies: cookiesOf(request), body: await formOf(request) };
}

/** The one door to next-auth: open paths only, forms of our own pages only, one set of options per request. */
export async function nextAuthRoute(request: Request): Promise<Response> {
  const requestId = newId();
  try {
    exposeToLibraries();
    const call = await readCall(request);
    const place: Place = {
      address: clientAddress(request.headers),
      device: deviceName(request.headers.get("user-agent") ?? ""),
    };
    const intent: Intent =
      call.path[0] === "callback" ? await intentOf(request, { ...call.cookies }) : { kind: "sign_in" };
    const response = await callNextAuth(call, nextAuthOptions({ place, intent }));
    response.headers.set("x-request-id", requestId);
    return response;
  } catch (error) {
    return problemResponse(error, requestId);
  }
}
