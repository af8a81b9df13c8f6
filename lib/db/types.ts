/** Row types for domains: types only, no way to the database. */
export type {
  ApiKey,
  Evidence,
  ImportDraft,
  Invitation,
  Model,
  Notification,
  Organization,
  Prisma,
  Session,
  Task,
  User,
} from "./generated/client.ts";
