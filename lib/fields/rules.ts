/** Types of the organization's own fields. */
export const fieldTypes = ["text", "number", "date", "yes_no", "choice", "address"] as const;
export type FieldType = (typeof fieldTypes)[number];

export const fieldTypeLabels: Readonly<Record<FieldType, string>> = {
  text: "Text",
  number: "Number",
  date: "Day",
  yes_no: "Yes or no",
  choice: "One of a list",
  address: "Address (https)",
};

/** How many fields an organization may have, archived ones included. */
export const MOST_FIELDS = 100;

type Field = { type: string; label: string; choices: readonly string[] };
type Value = string | number | boolean;

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const MAX_KEY_LENGTH = 40;

function isAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

/** Why a value does not fit a field, in words; null when it does. */
export function fieldProblem(field: Field, value: Value): string | null {
  const { label } = field;
  switch (field.type as FieldType) {
    case "text":
      return typeof value === "string" ? null : `${label} takes text.`;
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? null : `${label} takes a number.`;
    case "yes_no":
      return typeof value === "boolean" ? null : `${label} takes yes or no.`;
    case "date":
      return typeof value === "string" && DAY.test(value) ? null : `${label} takes a day, such as 2026-05-12.`;
    case "address":
      return typeof value === "string" && isAddress(value) ? null : `${label} takes an address with https://.`;
    case "choice":
      return typeof value === "string" && field.choices.includes(value)
        ? null
        : `${label} takes one of: ${field.choices.join(", ")}.`;
  }
}

/** A value in words; null when nothing is stated. */
export function fieldValueWords(value: Value | null | undefined): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return typeof value === "number" ? value.toLocaleString("en-GB", { maximumFractionDigits: 20 }) : value;
}

/** Whether two labels read alike: case, spaces and the way an accent is written make no difference. */
export function sameLabel(one: string, other: string): boolean {
  const plain = (label: string): string => label.normalize("NFKC").toLowerCase().trim().replace(/\s+/g, " ");
  return plain(one) === plain(other);
}

/** A key made from a label: "Cost centre (EU)" becomes "cost_centre_eu"; one without letters becomes "field". */
export function proposeKey(label: string): string {
  const key = label
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+/, "")
    .slice(0, MAX_KEY_LENGTH)
    .replace(/_+$/, "");
  return key === "" ? "field" : key;
}

/** The first of `key`, `key_2`, `key_3` … that is not taken, cut so that it stays within the length. */
export function freeKey(key: string, taken: ReadonlySet<string>): string {
  if (!taken.has(key)) return key;
  for (let number = 2; ; number += 1) {
    const ending = `_${number}`;
    const candidate = `${key.slice(0, MAX_KEY_LENGTH - ending.length)}${ending}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** The ids in their new order when one of them goes to a place, counted from 1; places outside are the nearest end. */
export function movedTo(ids: readonly string[], id: string, place: number): string[] {
  const others = ids.filter((each) => each !== id);
  const at = Math.min(Math.max(place, 1), others.length + 1) - 1;
  return [...others.slice(0, at), id, ...others.slice(at)];
}
