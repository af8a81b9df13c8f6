/** Types of the organization's own fields. */
export const fieldTypes = ["text", "number", "date", "yes_no", "choice", "address"] as const;
export type FieldType = (typeof fieldTypes)[number];

type Field = { type: string; label: string; choices: readonly string[] };

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

function isAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

/** Why a value does not fit a field, in words; null when it does. */
export function fieldProblem(field: Field, value: string | number | boolean): string | null {
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
