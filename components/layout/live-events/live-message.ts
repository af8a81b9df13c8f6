import { z } from "@/lib/zod.ts";

const key = z.array(z.union([z.string(), z.number()])).min(1);
const message = z.strictObject({ keys: z.array(key) });

export type QueryKeyPrefix = (string | number)[];

/** The query keys named by a message of the stream, `{"keys":[["model"],["model","<id>"]]}`; none when it is anything else. */
export function keysOf(data: unknown): QueryKeyPrefix[] {
  if (typeof data !== "string") return [];
  try {
    const parsed = message.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data.keys : [];
  } catch {
    return [];
  }
}
