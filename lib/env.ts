import { z } from "./zod.ts";

const flag = z
  .enum(["0", "1", "true", "false", ""])
  .default("")
  .transform((value) => value === "1" || value === "true");

const Environment = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
  MODELKEEP_DEV: flag,
  MODELKEEP_GALLERY: flag,
  MODELKEEP_DATA_DIR: z.string().min(1).default(".data"),
  MODELKEEP_SIGNER_DIR: z.string().default(""),
  MODELKEEP_URL: z.url({ protocol: /^https?$/ }).default("http://127.0.0.1:3000"),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  DATABASE_URL: z.string().default(""),
  DATABASE_APP_URL: z.string().default(""),
  DATABASE_READ_URL: z.string().default(""),
  DATABASE_LOG_URL: z.string().default(""),
  DATABASE_WORKER_URL: z.string().default(""),
  MODELKEEP_SESSION_SECRET: z.string().min(32).optional(),
  MODELKEEP_DATA_KEY: z
    .string()
    .refine((value) => Buffer.from(value, "base64").length === 32, "must be the base64 of 32 bytes")
    .optional(),
  MODELKEEP_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  MODELKEEP_OUTBOUND_ALLOW: z.string().default(""),
  MODELKEEP_ADMIN_EMAIL: z.string().default(""),
  MODELKEEP_ADMIN_PASSWORD: z.string().default(""),
  MODELKEEP_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  SMTP_URL: z.string().default(""),
  MAIL_FROM: z.string().default("Modelkeep <modelkeep@localhost>"),
  OIDC_ISSUER: z.string().default(""),
  OIDC_CLIENT_ID: z.string().default(""),
  OIDC_CLIENT_SECRET: z.string().default(""),
  OIDC_NAME: z.string().default("Single sign-on"),
  OIDC_ORGANIZATION: z.string().default(""),
  OIDC_GROUPS_CLAIM: z.string().default("groups"),
  OIDC_ROLE_MAP: z.string().default(""),
  OIDC_DEFAULT_ROLE: z.string().default(""),
});

type Env = z.output<typeof Environment>;

/**
 * Reads the environment once. Throws one error that lists every wrong variable by name, never its value.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const parsed = Environment.safeParse(source);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not usable. ${lines.join("; ")}.`);
}

let cached: Env | undefined;

/** The environment of this process, parsed on first use. */
export function env(): Env {
  cached ??= readEnv(process.env);
  return cached;
}

/**
 * Gives next-auth the two variables that it reads by itself, under its own names. Called once by each process before any
 * of next-auth is loaded.
 */
export function exposeToLibraries(): void {
  const { MODELKEEP_URL: url, MODELKEEP_SESSION_SECRET: secret } = env();
  Object.assign(process.env, { NEXTAUTH_URL: url }, secret === undefined ? {} : { NEXTAUTH_SECRET: secret });
}
