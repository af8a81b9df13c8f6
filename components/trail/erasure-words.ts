import { thingWords } from "@/lib/rules/trail/thing-words.ts";
import type { ErasurePreview, ErasureResult } from "@/lib/trail/schema.ts";

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** Live records by kind: "1 person, 2 invitations". */
export function recordWords(records: ErasureResult["remaining"]): string {
  return records
    .map(({ entityType, rows }) => {
      const [one, many] = thingWords(entityType);
      return counted(rows, one, many);
    })
    .join(", ");
}

/** What an erasure takes away, line by line, with how many things each line reaches. */
export function erasureLines(preview: ErasurePreview): string[] {
  const { subject, personal, naming, records } = preview;
  const account =
    subject === "user"
      ? "The account becomes “Erased person”: name, e-mail address, password, second factor, and the devices and addresses of all sessions go."
      : "The invitation loses its e-mail address and ends.";
  return [
    account,
    ...(personal === 0
      ? []
      : [
          `${counted(personal, "entry of the trail loses", "entries of the trail lose")} the values that speak of this person; the key that they are encrypted with is destroyed.`,
        ]),
    ...(naming === 0
      ? []
      : [
          `${counted(naming, "entry loses", "entries lose")} everything recorded, because the e-mail address stands in the open there.`,
        ]),
    ...(records.length === 0
      ? []
      : [
          `Records that hold the address or the name now: ${recordWords(records)}. What is left in them is listed afterwards.`,
        ]),
  ];
}
