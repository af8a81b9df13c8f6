import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { TELEMETRY_LIMITS } from "../../interop/telemetry/record.ts";
import { AppError } from "../../kernel/errors.ts";
import { readBody } from "../body.ts";

const inflate = promisify(gunzip);

const tooLarge = (): AppError =>
  new AppError(
    "payload_too_large",
    `Unpacked, a batch holds at most ${TELEMETRY_LIMITS.inflatedBytes / 2 ** 20} MiB.`,
    {
      extra: { limitBytes: TELEMETRY_LIMITS.inflatedBytes },
    },
  );

/**
 * The body of a batch, unpacked when it says gzip; `own` is the only encoding of a format whose reader unpacks it itself. Throws
 * payload_too_large before and while unpacking, unsupported_media_type for other encodings, invalid_input for broken gzip.
 */
export async function readCompressed(request: Request, own?: string): Promise<{ sent: Uint8Array; bytes: Uint8Array }> {
  const encoding = (request.headers.get("content-encoding") ?? "identity").trim().toLowerCase();
  const readable = own === undefined ? ["identity", "gzip"] : [own];
  if (!readable.includes(encoding)) {
    const said = `The content-encoding ${encoding.slice(0, 40)} is not read here; ${own ?? "gzip"} is.`;
    throw new AppError("unsupported_media_type", said);
  }
  const sent = await readBody(request, TELEMETRY_LIMITS.bodyBytes);
  if (encoding !== "gzip") return { sent, bytes: sent };
  try {
    return { sent, bytes: await inflate(sent, { maxOutputLength: TELEMETRY_LIMITS.inflatedBytes }) };
  } catch (error) {
    if ((error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge();
    throw new AppError("invalid_input", "The body says that it is gzip and cannot be unpacked.");
  }
}
