import type { Assumption } from "../schema.ts";
import { shortWords } from "./change-words.ts";
import { changeOf, pairsOf, type Said, type Versions } from "./compared.ts";
import type { Change } from "./schema.ts";

const states: Readonly<Record<Assumption["state"], string>> = {
  open: "open again",
  confirmed: "confirmed",
  wrong: "found to be wrong",
};

function differences(was: Assumption, is: Assumption): Said[] {
  const said: Said[] = [];
  const text = shortWords(is.text);
  if (was.text !== is.text) {
    said.push({
      kind: "described",
      weight: "medium",
      words: `The assumption “${shortWords(was.text)}” now reads “${text}”`,
    });
  }
  if (was.state !== is.state) {
    const weight = is.state === "confirmed" ? "medium" : "high";
    said.push({ kind: "state", weight, words: `The assumption “${text}” is ${states[is.state]}` });
  }
  if (was.validUntil !== is.validUntil) {
    const until = is.validUntil === null ? "has no end" : `holds until ${is.validUntil}`;
    const before = was.validUntil === null ? "had no end" : `held until ${was.validUntil}`;
    said.push({ kind: "validity", weight: "low", words: `The assumption “${text}” ${until} (it ${before} before)` });
  }
  if (was.aboutId !== is.aboutId) {
    said.push({ kind: "about", weight: "medium", words: `The assumption “${text}” is about something else` });
  }
  return said;
}

/** What became of the assumptions of a diagram. */
export function compareAssumptions(versions: Versions): Change[] {
  const { added, removed, both } = pairsOf(versions.before.assumption, versions.after.assumption);
  const subject = ({ id, text }: Assumption) => ({
    part: "assumption" as const,
    id,
    diagramId: versions.diagramId,
    name: shortWords(text),
  });
  return [
    ...added.map((one) => {
      const words = `New assumption: “${shortWords(one.text)}”`;
      return changeOf(subject(one), { kind: "added", weight: "medium", words });
    }),
    ...removed.map((one) => {
      const words = `The assumption “${shortWords(one.text)}” was removed`;
      return changeOf(subject(one), { kind: "removed", weight: "medium", words });
    }),
    ...both.flatMap(({ was, is }) => differences(was, is).map((said) => changeOf(subject(is), said))),
  ];
}
