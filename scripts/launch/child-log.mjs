/**
 * What becomes of a child's output: all of it goes to a log file, warnings and errors also to the terminal.
 *
 *   createChildLog({ name, file, show }) -> { take(text, fromStderr), lastLines(), close() }
 *   notable(line, fromStderr) -> text for the terminal, or null
 */
import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";

const largest = 10 * 1024 * 1024;
const levels = {
  warn: "warning",
  warning: "warning",
  error: "error",
  fatal: "error",
  40: "warning",
  50: "error",
  60: "error",
};

/** The text to show for a line of a child: structured lines from "warn" on, and everything plain on standard error. */
export function notable(line, fromStderr) {
  if (line.trim() === "") return null;
  if (line.startsWith("{")) {
    try {
      const entry = JSON.parse(line);
      const level = levels[entry.level];
      if (!level) return null;
      const reason = entry.error?.message ?? entry.err?.message ?? (typeof entry.error === "string" ? entry.error : "");
      return `${level}: ${entry.message ?? entry.msg ?? entry.event ?? "see the log"}${reason ? ` (${reason})` : ""}`;
    } catch {
      return fromStderr ? line : null;
    }
  }
  return fromStderr || /^\s*(⨯|⚠|warn(ing)?\b|error\b)/i.test(line) ? line : null;
}

function writer(file) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  let size = existsSync(file) ? statSync(file).size : 0;
  return (line) => {
    if (size > largest) {
      renameSync(file, `${file}.1`);
      size = 0;
    }
    const text = `${line}\n`;
    size += Buffer.byteLength(text);
    try {
      appendFileSync(file, text);
    } catch {
      size = 0;
    }
  };
}

/** Collects a child's lines. `show(text)` gets what the terminal shall see; `all` shows every line (hot reload). */
export function createChildLog({ name, file, show, all = false }) {
  const write = writer(file);
  const recent = [];
  const rest = { out: "", err: "" };
  const takeLine = (line, fromStderr) => {
    write(line);
    recent.push(line);
    if (recent.length > 15) recent.shift();
    const text = all ? line : notable(line, fromStderr);
    if (text !== null) show(`  ${name.padEnd(7)}${text}`);
  };
  return {
    take(text, fromStderr) {
      const key = fromStderr ? "err" : "out";
      const lines = (rest[key] + text).split("\n");
      rest[key] = lines.pop();
      for (const line of lines) takeLine(line, fromStderr);
    },
    lastLines: () => recent.concat([rest.out, rest.err].filter(Boolean)),
    close() {
      for (const key of ["out", "err"]) if (rest[key]) takeLine(rest[key], key === "err");
      rest.out = rest.err = "";
    },
  };
}
