import { nodePlurals, type NodeType } from "./assets/rules.ts";

type Owned = { type: NodeType; name: string };

const MOST_NAMED = 8;

/** Title and detail of the task that a person who left leaves: one line a kind, which names the first few. */
export function ownedWords(person: string, owned: readonly Owned[]): { title: string; detail: string } {
  const kinds = [...new Set(owned.map(({ type }) => type))];
  const lines = kinds.map((kind) => {
    const names = owned.filter(({ type }) => type === kind).map(({ name }) => name);
    const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
    return `${nodePlurals[kind]}: ${names.slice(0, MOST_NAMED).join(", ")}${more}.`;
  });
  const things = owned.length === 1 ? "1 thing" : `${owned.length.toLocaleString("en-GB")} things`;
  return {
    title: `Find a new owner for ${things} of ${person}`.slice(0, 200),
    detail: `${person} can no longer sign in and still answers for them. ${lines.join(" ")}`.slice(0, 4000),
  };
}
