/**
 * The four restricted logins of the processes, and the schema of the job queue.
 *
 *   ensureRoles({ ownerUrl, secrets, env?, log? }) -> { app, read, log, worker }   addresses
 *
 *   secrets  { app, read, log, worker } passwords (the `database` part of loadSecrets)
 *   env      DATABASE_APP_URL, DATABASE_READ_URL, DATABASE_LOG_URL, DATABASE_WORKER_URL: all four given means that
 *            somebody else manages the roles; nothing is created and they are only tried
 *
 * Creates modelkeep_app, modelkeep_read, modelkeep_log and modelkeep_worker, sets their passwords when the saved ones
 * do not work, allows them to connect, and installs graphile-worker's schema as modelkeep_worker. Run it before
 * migrations, which grant on tables. PostgreSQL 15 or newer.
 * Throws StatedError "postgres_too_old", "roles_missing" (says the exact statements), "database_unreachable".
 */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { StatedError } from "../launch/stated-error.mjs";
import { withClient } from "./connect.mjs";
import { ensureWorkerSchema } from "./worker-schema.mjs";

/** The restricted logins: their database roles and the variable that may hold a ready address. */
export const logins = {
  app: { role: "modelkeep_app", variable: "DATABASE_APP_URL" },
  read: { role: "modelkeep_read", variable: "DATABASE_READ_URL" },
  log: { role: "modelkeep_log", variable: "DATABASE_LOG_URL" },
  worker: { role: "modelkeep_worker", variable: "DATABASE_WORKER_URL" },
};
const names = Object.keys(logins);
const collisions = new Set(["XX000", "23505", "42710", "40001", "40P01"]);

/** The verifier PostgreSQL stores for a password (SCRAM-SHA-256), so that the password itself is in no server log. */
export function scramVerifier(password, salt = randomBytes(16), iterations = 4096) {
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const clientKey = createHmac("sha256", salted).update("Client Key").digest();
  const storedKey = createHash("sha256").update(clientKey).digest("base64");
  const serverKey = createHmac("sha256", salted).update("Server Key").digest("base64");
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${storedKey}:${serverKey}`;
}

function addressOf(ownerUrl, role, password) {
  const address = new URL(ownerUrl);
  if (address.hostname === "") {
    const message =
      "DATABASE_URL names no host. Write it as postgresql://user:password@host:5432/name, or give the addresses of the four restricted users as well.";
    throw new StatedError("database_unreachable", message);
  }
  address.username = role;
  address.password = encodeURIComponent(password);
  return address.href;
}

async function readSituation(client) {
  const { rows } = await client.query(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as said,
       current_database() as database, r.rolname as owner, r.rolsuper or r.rolcreaterole as creates,
       r.rolsuper as super,
       (select coalesce(json_agg(x), '[]') from (select rolname as name, rolsuper or rolbypassrls or rolcreaterole as mighty
          from pg_roles where rolname = any($1)) x) as roles
     from pg_roles r where r.rolname = current_user`,
    [names.map((name) => logins[name].role)],
  );
  const situation = rows[0];
  if (situation.version < 150000) {
    const message = `PostgreSQL ${situation.said} is too old: Modelkeep needs PostgreSQL 15 or newer. Point DATABASE_URL at a newer server, or unset it to use the embedded PostgreSQL 18.`;
    throw new StatedError("postgres_too_old", message);
  }
  const mighty = situation.roles.filter((role) => role.mighty).map((role) => role.name);
  if (mighty.length > 0) {
    const message = `The database role ${mighty.join(", ")} may do more than it must (superuser, BYPASSRLS or CREATEROLE), which would defeat the protection of the audit trail. Take it away: ALTER ROLE ${mighty[0]} NOSUPERUSER NOBYPASSRLS NOCREATEROLE;`;
    throw new StatedError("roles_missing", message);
  }
  return situation;
}

async function answers(url, role) {
  try {
    const name = await withClient(
      url,
      async (client) => (await client.query("select current_user as name")).rows[0].name,
    );
    return name === role;
  } catch (error) {
    if (["28P01", "28000", "42501"].includes(error.details?.sqlState)) return false;
    throw error;
  }
}

async function withoutCollision(work) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!collisions.has(error.code) || attempt === 5) throw error;
      await delay(50 * attempt);
    }
  }
}

async function setPassword(client, situation, name, secrets) {
  const { role } = logins[name];
  await withoutCollision(async () => {
    const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [role]);
    const verb = rowCount === 0 ? "create" : "alter";
    await client.query(`${verb} role ${role} login password ${pg.escapeLiteral(scramVerifier(secrets[name]))}`);
  });
}

/** The statements an administrator of the server runs when the owner may not create roles. */
export function roleStatements({ database, owner }) {
  const on = pg.escapeIdentifier(database);
  const all = names.map((name) => logins[name].role).join(", ");
  return [
    ...names.map((name) => `CREATE ROLE ${logins[name].role} LOGIN PASSWORD '<${name} password>';`),
    `GRANT CONNECT ON DATABASE ${on} TO ${all};`,
    `REVOKE TEMPORARY ON DATABASE ${on} FROM PUBLIC;`,
    `GRANT CREATE ON DATABASE ${on} TO ${pg.escapeIdentifier(owner)}, modelkeep_worker;`,
    `GRANT USAGE, CREATE ON SCHEMA public TO ${pg.escapeIdentifier(owner)};`,
    `GRANT modelkeep_worker TO ${pg.escapeIdentifier(owner)};`,
  ];
}

function rolesMissing(situation) {
  const variables = names.map((name) => logins[name].variable).join(", ");
  const message = `The database user ${situation.owner} may not create roles, and Modelkeep's processes need four restricted ones. Let an administrator of the server run the statements below, then set ${variables} to addresses with those users and start again.\n\n${roleStatements(situation).join("\n")}`;
  return new StatedError("roles_missing", message, { statements: roleStatements(situation) });
}

async function givenAddresses(env, situation) {
  const given = names.filter((name) => env[logins[name].variable]);
  if (given.length < names.length) return null;
  const addresses = Object.fromEntries(names.map((name) => [name, env[logins[name].variable]]));
  for (const name of names) {
    const { role, variable } = logins[name];
    if (await answers(addresses[name], role)) continue;
    const message = `${variable} does not sign in as ${role}: its user or password is refused, or it names another user. Correct it. The roles are made with:\n\n${roleStatements(situation).join("\n")}`;
    throw new StatedError("roles_missing", message);
  }
  return addresses;
}

async function createdAddresses(client, situation, { ownerUrl, secrets, env, log }) {
  const existing = new Set(situation.roles.map((role) => role.name));
  const addresses = Object.fromEntries(
    names.map((name) => [name, env[logins[name].variable] || addressOf(ownerUrl, logins[name].role, secrets[name])]),
  );
  const good = await Promise.all(
    names.map((name) => existing.has(logins[name].role) && answers(addresses[name], logins[name].role)),
  );
  const missing = names.filter((name, index) => !good[index]);
  if (missing.length > 0 && !situation.creates) throw rolesMissing(situation);
  for (const name of missing) {
    if (env[logins[name].variable]) throw rolesMissing(situation);
    log(`${existing.has(logins[name].role) ? "setting the password of" : "creating"} role ${logins[name].role}`);
    await setPassword(client, situation, name, secrets);
  }
  return addresses;
}

async function allowConnecting(client, { database }) {
  const on = pg.escapeIdentifier(database);
  const all = names.map((name) => logins[name].role).join(", ");
  for (const statement of [
    `grant connect on database ${on} to ${all}`,
    `revoke temporary on database ${on} from public`,
    "revoke create on schema public from public",
  ]) {
    await withoutCollision(() => client.query(statement)).catch((error) => {
      if (error.code !== "42501") throw error;
    });
  }
}

/** Makes sure that the restricted logins exist and work; returns their addresses. See the head of this file. */
export async function ensureRoles({ ownerUrl, secrets, env = process.env, log = () => {} }) {
  return withClient(
    ownerUrl,
    async (client) => {
      const situation = await readSituation(client);
      const given = await givenAddresses(env, situation);
      const addresses = given ?? (await createdAddresses(client, situation, { ownerUrl, secrets, env, log }));
      if (!given) await allowConnecting(client, situation);
      await ensureWorkerSchema(client, { situation, workerUrl: addresses.worker, withoutCollision, log });
      return addresses;
    },
    { patience: 5000 },
  );
}
