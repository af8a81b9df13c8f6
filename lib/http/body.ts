import { AppError } from "../kernel/errors.ts";

/** Media type of a request without its parameters, lower case; empty when absent. */
export function mediaType(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

/** Throws unsupported_media_type unless the request's media type is one of the route's own. */
export function requireMediaType(request: Request, accepted: readonly string[]): void {
  const given = mediaType(request);
  if (accepted.includes(given)) return;
  const said = given === "" ? "no content-type" : given;
  throw new AppError("unsupported_media_type", `This address takes ${accepted.join(" or ")}; the request has ${said}.`);
}

/** Reads a body up to `limitBytes`; throws payload_too_large as soon as it is longer, without reading the rest. */
export async function readBody(request: Request, limitBytes: number): Promise<Uint8Array> {
  const tooLarge = (): AppError =>
    new AppError("payload_too_large", `At most ${formatBytes(limitBytes)} can be sent here.`, {
      extra: { limitBytes },
    });
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) throw tooLarge();
  if (request.body === null) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = request.body.getReader();
  for (;;) {
    const { done, value } = await stream.read();
    if (done) break;
    length += value.length;
    if (length > limitBytes) {
      await stream.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

function formatBytes(bytes: number): string {
  return bytes >= 1_000_000 ? `${Math.round(bytes / 1_000_000)} MB` : `${Math.round(bytes / 1000)} kB`;
}

/** Reads a JSON object of at most 1 MB. An absent body is an empty object. Throws invalid_input with the place. */
export async function readJsonObject(request: Request): Promise<Record<string, unknown>> {
  const bytes = await readBody(request, 1_000_000);
  if (bytes.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    const why = error instanceof Error ? error.message : "unreadable";
    throw new AppError("invalid_input", `The body is not JSON: ${why}.`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AppError("invalid_input", "The body must be a JSON object.");
  }
  return value as Record<string, unknown>;
}
