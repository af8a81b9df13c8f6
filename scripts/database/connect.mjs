/**
 * Short connections for set-up work.
 *
 *   withClient(url, work, { patience? }) -> result of work(client)
 *   ensureDatabase(url)      creates the database the address names when it is missing
 *   safeAddress(url)         the address without its password, for messages
 *
 * Throws StatedError "database_unreachable" when no connection can be had within `patience` milliseconds.
 */
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { StatedError } from "../launch/stated-error.mjs";

const passing = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "57P03", "57P01"]);

/** An address fit for messages and logs: without the password. */
export function safeAddress(url) {
  try {
    const address = new URL(url);
    return `${address.hostname}${address.port ? `:${address.port}` : ""}${address.pathname} as ${address.username || "nobody"}`;
  } catch {
    return "an address that is no URL";
  }
}

function advice(error) {
  if (error.code === "28P01" || error.code === "28000") return "The user or password is refused: check DATABASE_URL.";
  if (error.code === "3D000") return "Create that database first, or correct the name in DATABASE_URL.";
  if (error.code === "ENOTFOUND" || error.code === "EAI_AGAIN")
    return "That host name is not known: check DATABASE_URL.";
  return "Start the database, or correct DATABASE_URL, or unset it to use the embedded one.";
}

function unreachable(url, cause) {
  const reason = cause.message || cause.errors?.map((one) => one.message).join(", ") || cause.code;
  const message = `The database at ${safeAddress(url)} cannot be reached (${reason}). ${advice(cause)}`;
  return new StatedError("database_unreachable", message, { cause, sqlState: cause.code });
}

/** Refuses what is no PostgreSQL address before anybody waits for it. */
function checkAddress(url) {
  if (URL.canParse(url) && ["postgresql:", "postgres:"].includes(new URL(url).protocol)) return;
  const message =
    "The database address is not one. DATABASE_URL looks like postgresql://user:password@host:5432/name; special characters in the password are percent-encoded.";
  throw new StatedError("database_unreachable", message);
}

async function connect(url, patience) {
  checkAddress(url);
  const end = Date.now() + patience;
  for (;;) {
    let client;
    try {
      client = new pg.Client({
        connectionString: url,
        connectionTimeoutMillis: 5000,
        application_name: "modelkeep-setup",
      });
      client.on("error", () => {});
      await client.connect();
      return client;
    } catch (error) {
      await client?.end().catch(() => {});
      if (!passing.has(error.code) || Date.now() > end) throw unreachable(url, error);
      await delay(250);
    }
  }
}

/** Runs `work` with a connection of its own and closes it, whatever happens. */
export async function withClient(url, work, { patience = 0 } = {}) {
  const client = await connect(url, patience);
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Creates the database named in an owner's address when the server does not have it yet. */
export async function ensureDatabase(url) {
  try {
    await withClient(url, () => {}, { patience: 2000 });
  } catch (error) {
    if (error.details?.sqlState !== "3D000") throw error;
    const server = new URL(url);
    const name = server.pathname.slice(1);
    server.pathname = "/postgres";
    await withClient(server.href, (client) => client.query(`create database ${pg.escapeIdentifier(name)}`));
  }
}
