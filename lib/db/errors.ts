import { Prisma } from "./generated/client.ts";

type DatabaseFailure =
  | { kind: "retry" }
  | { kind: "unique"; fields: readonly string[] }
  | { kind: "reference" }
  | { kind: "unlogged"; message: string }
  | { kind: "unavailable" }
  | { kind: "other" };

const RETRY = ["40001", "40P01"];
const CONNECTION = [
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"],
  ...["57P01", "57P02", "57P03", "53300", "08003", "08006", "P1001", "P1008", "P1017"],
];
/** What the driver says without a code when the server went away under a connection, or none came in time. */
const GONE =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Transaction API error: Unable to start a transaction)/;

/** The same in the words of Prisma's driver adapter, for statements that are plain SQL. */
const GONE_KINDS = ["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout", "TooManyConnections"];

type AdapterMeta = { driverAdapterError?: unknown };

type AdapterCause = {
  originalCode?: string;
  originalMessage?: string;
  constraint?: { fields?: string[]; index?: string };
};

function adapterCause(error: unknown): AdapterCause {
  let current: unknown = error;
  for (let depth = 0; depth < 5 && typeof current === "object" && current !== null; depth += 1) {
    const candidate = current as { originalCode?: string; cause?: unknown; meta?: AdapterMeta };
    if (typeof candidate.originalCode === "string") return candidate;
    current = candidate.meta?.driverAdapterError ?? candidate.cause;
  }
  return {};
}

/** The last column in the name that PostgreSQL gives a unique constraint: model_org_id_slug_key means slug. */
function lastColumn(constraint: string): string {
  return /([a-z0-9]+)_(?:key|pkey)$/.exec(constraint)?.[1] ?? constraint;
}

function uniqueFields(cause: AdapterCause): string[] {
  const fields = cause.constraint?.fields ?? [lastColumn(cause.constraint?.index ?? "")];
  return fields.filter((field) => field !== "org_id");
}

function sqlState(error: unknown, cause: AdapterCause): string {
  if (cause.originalCode !== undefined) return cause.originalCode;
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
}

function isGone(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < 6 && typeof current === "object" && current !== null; depth += 1) {
    const candidate = current as { kind?: unknown; message?: unknown; cause?: unknown; meta?: AdapterMeta };
    if (GONE_KINDS.includes(String(candidate.kind)) || GONE.test(String(candidate.message))) return true;
    current = candidate.meta?.driverAdapterError ?? candidate.cause;
  }
  return false;
}

/** Reads what a failed statement or commit meant, from SQLSTATE and Prisma's codes. */
export function readDatabaseError(error: unknown): DatabaseFailure {
  const cause = adapterCause(error);
  const known = error instanceof Prisma.PrismaClientKnownRequestError ? error.code : undefined;
  const code = sqlState(error, cause);
  if (RETRY.includes(code) || known === "P2034") return { kind: "retry" };
  if (code === "AU001" || code === "AU002")
    return { kind: "unlogged", message: cause.originalMessage ?? String(error) };
  if (code === "23505" || known === "P2002") {
    return { kind: "unique", fields: uniqueFields(cause) };
  }
  if (code === "23503" || known === "P2003") return { kind: "reference" };
  if (CONNECTION.includes(code) || CONNECTION.includes(known ?? "") || isGone(error)) return { kind: "unavailable" };
  return { kind: "other" };
}
