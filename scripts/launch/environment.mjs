/**
 * What each process may know: the web process never gets the owner's or the log's address.
 *
 *   processEnvironment(kind, setting) -> env      kind: "web" | "worker" | "admin"
 *   publicUrl({ host, port }, env) -> address people use
 */
const addressesOf = {
  web: ["app", "read"],
  worker: ["app", "read", "log", "worker"],
  admin: ["app", "read", "log", "worker"],
};
const adminOnly = new Set(["MODELKEEP_ADMIN_EMAIL", "MODELKEEP_ADMIN_PASSWORD"]);

function bracketed(host) {
  return host.includes(":") ? `[${host}]` : host;
}

/** The host to knock at for an address that means "every interface". */
export function reachableHost(host) {
  if (host === "0.0.0.0" || host === "") return "127.0.0.1";
  return host === "::" || host === "::0" ? "::1" : host;
}

/** The public address: MODELKEEP_URL, or where we listen. */
export function publicUrl({ host, port }, env) {
  if (env.MODELKEEP_URL) return env.MODELKEEP_URL.replace(/\/+$/, "");
  const shown = reachableHost(host) === host ? host : "localhost";
  return `http://${bracketed(shown)}:${port}`;
}

/** Environment of one of our processes. `setting`: { env, options, secrets, addresses, ownerUrl, url }. */
export function processEnvironment(kind, { env, options, secrets, addresses, ownerUrl, url }) {
  const kept = Object.entries(env).filter(
    ([name]) => !/^DATABASE_/.test(name) && !/^npm_/.test(name) && (kind === "admin" || !adminOnly.has(name)),
  );
  const result = Object.fromEntries(kept);
  for (const name of addressesOf[kind]) result[`DATABASE_${name.toUpperCase()}_URL`] = addresses[name];
  if (kind === "admin") result.DATABASE_URL = ownerUrl;
  return Object.assign(result, {
    NODE_ENV: options.dev ? "development" : "production",
    ...(options.dev ? { MODELKEEP_DEV: "1" } : {}),
    NEXT_TELEMETRY_DISABLED: "1",
    MODELKEEP_DATA_DIR: options.dataDir,
    MODELKEEP_URL: url,
    HOST: options.host,
    PORT: String(options.port),
    MODELKEEP_SESSION_SECRET: secrets.sessionSecret,
    MODELKEEP_DATA_KEY: secrets.dataKey,
  });
}
