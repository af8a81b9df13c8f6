/**
 * The real browser of the end-to-end tests.
 *
 *   findChromium() -> path | null       MODELKEEP_CHROMIUM, Playwright's own, then the system's
 *   ensureChromium(log) -> path | null  also installs Debian's package when that is allowed (root, apt)
 *   chromiumFlags() -> string[]
 *   NO_CHROMIUM                          what to tell somebody who has none
 */
import { spawn } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";

const SYSTEM_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

export const NO_CHROMIUM =
  "No Chromium was found. Install one (`npx playwright install chromium`, or Debian's package `chromium`), or set MODELKEEP_CHROMIUM to its path.";

const isRoot = () => process.getuid?.() === 0;

function isRunnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function playwrightsOwn() {
  try {
    return createRequire(import.meta.url)("@playwright/test").chromium.executablePath();
  } catch {
    return "";
  }
}

/** The first Chromium there is; null when there is none. */
export function findChromium() {
  const wanted = process.env.MODELKEEP_CHROMIUM;
  if (wanted) return isRunnable(wanted) ? wanted : null;
  return [playwrightsOwn(), ...SYSTEM_PLACES].find((path) => path !== "" && isRunnable(path)) ?? null;
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return new Promise((resolve) => {
    const child = spawn("apt-get", ["-q", ...args], { env, stdio: "ignore" });
    child.once("error", () => resolve(false));
    child.once("close", (code) => resolve(code === 0));
  });
}

/** A Chromium, installed from Debian's archive when there is none and we may; null when it cannot be had. */
export async function ensureChromium(log = () => {}) {
  const found = findChromium();
  if (found !== null || process.env.MODELKEEP_CHROMIUM) return found;
  if (!isRoot() || !existsSync("/usr/bin/apt-get")) return null;
  log("no Chromium here: installing Debian's package");
  await apt(["update"]);
  await apt(["install", "-y", "--no-install-recommends", "chromium"]);
  return findChromium();
}

/** Flags that keep the browser quiet and reproducible; root has no sandbox. */
export function chromiumFlags() {
  const quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return isRoot() ? ["--no-sandbox", ...quiet] : quiet;
}
