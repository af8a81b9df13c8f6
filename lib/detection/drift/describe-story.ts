import type { ReferenceStory } from "./compare-references.ts";

const stories: Readonly<Record<ReferenceStory, string>> = {
  steady: "It is near the frozen reference and near the last weeks.",
  sudden: "It is far from the frozen reference and from the last weeks: a sudden change.",
  slow: "It is far from the frozen reference and near the last weeks: a slow change.",
  settled:
    "It is far from the frozen reference and near the last weeks, and did not creep there: it changed some time ago.",
  passing: "It is near the frozen reference and far from the last weeks: it goes back to what was frozen.",
  unknown: "There is too little of the last weeks to compare with them too.",
};

/** What both references say together, in a sentence. */
export function describeStory(story: ReferenceStory): string {
  return stories[story];
}
