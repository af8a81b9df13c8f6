import { env } from "./env.ts";

const LEVELS = ["debug", "info", "warn", "error"] as const;
type Level = (typeof LEVELS)[number];

const SECRET = /pass(word)?|secret|token|authorization|cookie|apikey|api_key|totp|recovery/i;

/** An API key, wherever it stands: some senders can only put theirs into the address. */
const KEY = /mk_[\w-]{16,}/g;
const masked = (text: string): string => text.replaceAll(KEY, "mk_[redacted]");

function redact(value: unknown, depth: number): unknown {
  if (typeof value === "string") return masked(value);
  if (value instanceof Error) {
    return { name: value.name, message: masked(value.message), stack: masked(value.stack ?? "") };
  }
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) return "[…]";
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => redact(item, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, SECRET.test(key) ? "[redacted]" : redact(item, depth - 1)]),
  );
}

function write(level: Level, message: string, fields: Record<string, unknown>): void {
  if (LEVELS.indexOf(level) < LEVELS.indexOf(env().MODELKEEP_LOG_LEVEL)) return;
  const line = {
    at: new Date().toISOString(),
    level,
    message: masked(message),
    ...(redact(fields, 4) as Record<string, unknown>),
  };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

/** Structured log lines on standard error. Values under secret-looking names, and API keys within any text, are never written. */
export const log = {
  debug: (message: string, fields: Record<string, unknown> = {}) => write("debug", message, fields),
  info: (message: string, fields: Record<string, unknown> = {}) => write("info", message, fields),
  warn: (message: string, fields: Record<string, unknown> = {}) => write("warn", message, fields),
  error: (message: string, fields: Record<string, unknown> = {}) => write("error", message, fields),
};
