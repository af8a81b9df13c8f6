import { quoted } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import { pointerStep } from "../origin.ts";
import type { Findings } from "../supply-chain/json/findings.ts";
import { isObject, objectOf, textOf } from "../supply-chain/json/parts.ts";
import { componentTypes, ReadComponent, ReadDependency, ReadService } from "./schema.ts";

type Issue = {
  code: string;
  path: PropertyKey[];
  message: string;
  input?: unknown;
  keys?: string[];
  errors?: Issue[][];
};

const SCHEMAS = { component: ReadComponent, service: ReadService, dependency: ReadDependency };

/**
 * Compares an element with what CycloneDX 1.7 says it may be, and reports what is not as it should be. False, with an error,
 * for one that cannot be read at all: no object, or without name, known type or ref.
 */
export function checkElement(
  what: keyof typeof SCHEMAS,
  value: JsonValue,
  pointer: string,
  findings: Findings,
): boolean {
  if (!isObject(value)) {
    findings.add("error", pointer, `A ${what} must be an object; this is ${wordFor(value)}.`);
    return false;
  }
  const missing = missingPart(what, value);
  if (missing !== undefined) findings.add("error", pointer + missing.at, missing.message);
  const parsed = SCHEMAS[what].safeParse(value);
  if (!parsed.success) {
    for (const issue of parsed.error.issues as Issue[]) {
      if (!isEssential(what, issue.path)) reportIssue(issue, pointer, findings);
    }
  }
  return missing === undefined;
}

function isEssential(what: keyof typeof SCHEMAS, path: PropertyKey[]): boolean {
  const [first] = path;
  if (path.length !== 1) return false;
  return what === "dependency" ? first === "ref" : first === "name" || (what === "component" && first === "type");
}

function missingPart(what: keyof typeof SCHEMAS, value: JsonValue): { at: string; message: string } | undefined {
  const { name, type, ref } = objectOf(value);
  if (what === "dependency") {
    if (textOf(ref) !== undefined) return undefined;
    return { at: ref === undefined ? "" : "/ref", message: 'A dependency needs a "ref": the bom-ref of what depends.' };
  }
  if (what === "component" && !componentTypes.some((each) => each === type)) {
    if (type === undefined)
      return { at: "", message: 'A component needs a "type", such as library or machine-learning-model.' };
    const given = typeof type === "string" ? quoted(type) : wordFor(type);
    return { at: "/type", message: `${given} is no type of component. CycloneDX knows ${componentTypes.join(", ")}.` };
  }
  if (textOf(name) !== undefined) return undefined;
  return { at: name === undefined ? "" : "/name", message: `A ${what} needs a "name": a text that is not empty.` };
}

function reportIssue(issue: Issue, pointer: string, findings: Findings): void {
  const at = pointer + issue.path.map((step) => pointerStep(String(step))).join("");
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys ?? [])
      findings.add(
        "info",
        at + pointerStep(key),
        `CycloneDX 1.7 does not know ${quoted(key)} here; it is kept as stated.`,
      );
    return;
  }
  if (issue.code === "invalid_union") {
    const closest = [...(issue.errors ?? [])].sort((a, b) => depthOf(b) - depthOf(a))[0] ?? [];
    closest.forEach((inner) => reportIssue({ ...inner, path: [...issue.path, ...inner.path] }, pointer, findings));
    return;
  }
  findings.add("warning", at, `This is not valid CycloneDX: ${plainly(issue.message)}. It is kept as stated.`);
}

/** How far a branch of a union got before it failed: the longest path, then the fewest complaints. */
function depthOf(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length)) - issues.length / 1000;
}

function plainly(message: string): string {
  const plain = message.replace(/^Invalid (?:input|option): /, "").replace(/[\p{Cc}]/gu, " ");
  return plain.length <= 160 ? plain : `${plain.slice(0, 159)}…`;
}

/** What a value is, in words: "a text", "nothing", "a list" … */
export function wordFor(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? "a text" : typeof value === "number" ? "a number" : "true or false";
}
