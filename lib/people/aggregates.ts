import type { ApiKey, Invitation, Organization, Session, User } from "../db/types.ts";
import { defineAggregate } from "../kernel/aggregate.ts";

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

export const organizationAggregate = defineAggregate<Organization>({
  type: "organization",
  table: "organization",
  schema: 1,
  label: "organization",
  image: (row) => ({ slug: row.slug, name: row.name, mfaRequiredRoles: row.mfaRequiredRoles }),
});

export const userAggregate = defineAggregate<User>({
  type: "user",
  table: "app_user",
  schema: 1,
  label: "person",
  image: (row) => ({
    email: row.email,
    name: row.name,
    role: row.role,
    state: row.state,
    mfaEnabled: row.mfaEnabled,
    disabledAt: iso(row.disabledAt),
  }),
  personal: { fields: ["email", "name"], subjectId: (row) => row.id },
});

export const sessionAggregate = defineAggregate<Session>({
  type: "session",
  table: "user_session",
  schema: 1,
  label: "session",
  image: (row) => ({
    userId: row.userId,
    method: row.method,
    device: row.device,
    address: row.address,
    mfaAt: iso(row.mfaAt),
    expiresAt: iso(row.expiresAt),
    revokedAt: iso(row.revokedAt),
  }),
  personal: { fields: ["device", "address"], subjectId: (row) => row.userId },
});

export const invitationAggregate = defineAggregate<Invitation>({
  type: "invitation",
  table: "invitation",
  schema: 1,
  label: "invitation",
  image: (row) => ({
    email: row.email,
    role: row.role,
    invitedBy: row.invitedBy,
    expiresAt: iso(row.expiresAt),
    acceptedAt: iso(row.acceptedAt),
    revokedAt: iso(row.revokedAt),
  }),
  personal: { fields: ["email"], subjectId: (row) => row.id },
});

export const apiKeyAggregate = defineAggregate<ApiKey>({
  type: "api_key",
  table: "api_key",
  schema: 2,
  label: "API key",
  image: (row) => ({
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    models: row.models,
    createdBy: row.createdBy,
    expiresAt: iso(row.expiresAt),
    revokedAt: iso(row.revokedAt),
  }),
});
