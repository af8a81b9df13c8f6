import { line } from "../kernel/text-schema.ts";
import { z } from "../zod.ts";
import { connectionKinds, schedules } from "./rules.ts";

const Moment = z.iso.datetime();
const ExpectedVersion = z
  .int()
  .min(1)
  .optional()
  .describe("The version this change was made on; a newer one is a conflict");

/** An address without user, query and fragment; a slash at the end is left out. */
const BaseUrl = line(500)
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    "Give an address that begins with https:// or http://.",
  )
  .refine((text) => {
    if (!URL.canParse(text)) return true;
    const { username, password, search, hash } = new URL(text);
    return username + password + search + hash === "";
  }, "Leave out user, password, query and fragment; the token has a field of its own.")
  .transform((text) => text.replace(/\/+$/, ""))
  .describe("Address of the registry, without /api");

const Token = z
  .string()
  .trim()
  .max(4000, "Use at most 4,000 characters.")
  .regex(/^[\x21-\x7e]*$/, "A token has no spaces or special characters.")
  .describe("Bearer token that may read the registry; never shown again");

const fields = {
  name: line(120).min(1, "Give the connection a name.").describe("What people call it"),
  baseUrl: BaseUrl,
  schedule: z.enum(schedules).describe("How often it is read"),
};

export const AddConnectionInput = z.strictObject({
  ...fields,
  kind: z.enum(connectionKinds).default("mlflow"),
  schedule: fields.schedule.default("daily"),
  token: Token.default("").describe("Bearer token, if the registry wants one; never shown again"),
});

export const UpdateConnectionInput = z.strictObject({
  id: z.uuid(),
  expectedVersion: ExpectedVersion,
  ...z.strictObject(fields).partial().shape,
  token: Token.optional().describe("A new token; an empty one takes the old away. Needed when the address changes"),
});

export const ConnectionInput = z.strictObject({ id: z.uuid(), expectedVersion: ExpectedVersion });
export const SyncNowInput = z.strictObject({ id: z.uuid() });
export const ListConnectionsInput = z.strictObject({});

export const ConnectionDto = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(connectionKinds),
  baseUrl: z.string(),
  schedule: z.enum(schedules),
  owner: z.string().describe("Name of who set it up and reviews what it brings"),
  lastRun: z
    .strictObject({
      state: z.enum(["running", "done", "failed"]),
      startedAt: Moment,
      finishedAt: Moment.nullable(),
      failure: z.string().nullable(),
      creates: z.int(),
      updates: z.int(),
      importId: z.uuid().nullable().describe("The preview of its difference, for its owner"),
    })
    .nullable(),
  version: z.int(),
});
export type ConnectionDto = z.infer<typeof ConnectionDto>;
export const ConnectionListDto = z.strictObject({ items: z.array(ConnectionDto) });

export const SyncAskedDto = z.strictObject({ id: z.uuid() });
