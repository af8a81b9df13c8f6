import { isUuid } from "../../kernel/ids.ts";

/** What MLflow calls the experiment that is always there. */
const DEFAULT_ID = "0";
const DEFAULT_NAME = "Default";
const NAMED = "n-";
const LONGEST_ID = 64;

/**
 * The id of an experiment that is no model of ours: it holds the name, so that nothing has to be remembered of it. A name that is
 * too long for one is cut.
 */
export function experimentIdOfName(name: string): string {
  if (name === DEFAULT_NAME) return DEFAULT_ID;
  let kept = name;
  const idOf = (text: string) => NAMED + Buffer.from(text, "utf8").toString("base64url");
  while (idOf(kept).length > LONGEST_ID) kept = kept.slice(0, -1);
  return idOf(kept);
}

/** The name in an experiment's id; a model's id is its own name, null is the experiment that says nothing. */
export function experimentNameOfId(id: string): string | null {
  if (id.startsWith(NAMED))
    return Buffer.from(id.slice(NAMED.length), "base64url").toString("utf8").replaceAll("\0", "");
  return isUuid(id) ? id : null;
}

/** The name that is shown for an experiment whose id says nothing. */
export const defaultExperimentName = DEFAULT_NAME;
