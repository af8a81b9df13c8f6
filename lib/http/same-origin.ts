import { env } from "../env.ts";
import { AppError } from "../kernel/errors.ts";

/** Throws forbidden when a write that rides on a cookie does not come from our own pages. */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) {
    if (site === "same-origin") return;
    throw new AppError("forbidden", "This change was asked for by another site and is refused.");
  }
  const origin = request.headers.get("origin");
  const host = request.headers.get("host");
  const allowed = [new URL(env().MODELKEEP_URL).origin, `http://${host ?? ""}`, `https://${host ?? ""}`];
  if (origin !== null && allowed.includes(origin)) return;
  throw new AppError("forbidden", "This change does not say which page it comes from and is refused.");
}

/** Throws forbidden for a read with a lasting effect (a download leaves an entry) that another site set off. */
export function refuseOtherSites(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  if (site === null || site === "same-origin" || site === "none") return;
  throw new AppError("forbidden", "This was asked for by another site and is refused.");
}
