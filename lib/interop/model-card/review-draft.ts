import type { ProblemList } from "../import-problem.ts";
import type { ModelCardDraft } from "./schema.ts";

type Advice = { severity: "error" | "warning" | "info"; path: string; message: string; line?: number };

/** Adds what a person must or should complete before the draft becomes a record. */
export function reviewDraft(draft: ModelCardDraft, problems: ProblemList): void {
  for (const { line = 1, ...advice } of [...missing(draft), ...unusual(draft)]) problems.add({ ...advice, line });
}

function missing({ fields }: ModelCardDraft): Advice[] {
  const advice: Advice[] = [];
  if (fields.name === undefined) {
    const message = "The card names no model: no name in the front matter and no heading of level 1. Enter the name.";
    advice.push({ severity: "error", path: "/name", message });
  } else if (fields.slug === undefined) {
    advice.push({
      severity: "error",
      path: "/slug",
      message: "No slug can be made from the name. Enter one (a to z, 0 to 9, hyphens).",
    });
  }
  const wanted = [
    ["purpose", "The card does not state an intended use. Write the purpose, or ask the provider."],
    [
      "limitations",
      "The card does not state limitations, bias or risks. Ask the provider before the model is relied on.",
    ],
    ["licences", "The card states no licence. Find out under which terms the model may be used."],
  ] as const;
  for (const [field, message] of wanted) {
    if (fields[field] === undefined) advice.push({ severity: "warning", path: `/${field}`, message });
  }
  if (fields.kind === undefined) {
    advice.push({
      severity: "info",
      path: "/kind",
      message: "Nothing in the card tells the kind of model. Choose it.",
    });
  }
  return advice;
}

function unusual({ fields, unknown }: ModelCardDraft): Advice[] {
  const advice: Advice[] = [];
  const find = (...keys: string[]) => unknown.find(({ pointer }) => keys.includes(pointer.slice(1)));
  const dataset = find("task_categories", "size_categories", "dataset_info", "annotations_creators");
  if (dataset !== undefined) {
    const message = "This looks like the card of a dataset, not of a model.";
    advice.push({ severity: "warning", path: dataset.pointer, line: dataset.line, message });
  }
  const space = find("sdk", "app_file");
  if (space !== undefined) {
    const message = "This looks like the card of a Space (an application), not of a model.";
    advice.push({ severity: "warning", path: space.pointer, line: space.line, message });
  }
  if (fields.newVersion !== undefined) {
    const { origin } = fields.newVersion;
    const message = "The card points to a newer version of the model. Check whether you want that one.";
    advice.push({ severity: "warning", path: origin.path, line: origin.line, message });
  }
  const unmapped = unknown.filter(({ reason }) => reason === "unmapped");
  const first = unmapped[0];
  if (first !== undefined) {
    const names = unmapped
      .slice(0, 8)
      .map(({ pointer }) => pointer.slice(1, 60))
      .join(", ");
    const more = unmapped.length > 8 ? `, and ${unmapped.length - 8} more` : "";
    const message = `Kept as stated, without a field of their own: ${names}${more}.`;
    advice.push({ severity: "info", path: "", line: first.line, message });
  }
  return advice;
}
