import { keyPermissions, roleNames, type Permission } from "../kernel/policy.ts";
import { z } from "../zod.ts";

export const Role = z.enum(roleNames);

export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Use small letters, digits and single hyphens.")
  .max(63);

export const CreateOrganizationInput = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "Give the organization a name.")
    .max(120)
    .describe("What people call the organization"),
  slug: Slug.describe("Short name in addresses and command lines"),
});

export const OrganizationDto = z.strictObject({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  mfaRequiredRoles: z.array(Role),
  version: z.int(),
  createdAt: z.iso.datetime(),
});

export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("Write an address like name@example.com."))
  .describe("E-mail address; unique in this installation");

export const PersonName = z
  .string()
  .trim()
  .min(1, "Write the name.")
  .max(120, "At most 120 characters.")
  .describe("Name as people read it");

const NewPassword = z.string().min(1, "Choose a password.").max(1024).describe("Checked against the password rules");
const ExpectedVersion = z.int().min(1).describe("Version that the change was made from; another one is a conflict");
const Moment = z.iso.datetime();
const OnceLink = z.url().describe("Shown this one time only");
const Token = z.string().min(1).max(200).describe("The secret from the link");

export const UserDto = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: Role,
  state: z.enum(["active", "disabled"]),
  mfaEnabled: z.boolean(),
  version: z.int(),
  createdAt: Moment,
  disabledAt: Moment.nullable(),
});

/** What the asking person may do with one account. */
export const UserAbilities = z.strictObject({
  changeRole: z.boolean(),
  disable: z.boolean(),
  enable: z.boolean(),
  createResetLink: z.boolean(),
  resetSecondFactor: z.boolean(),
  erase: z.boolean().describe("Whether their data can be erased now"),
});

export const UserDetailDto = UserDto.extend({ lastSeenAt: Moment.nullable(), abilities: UserAbilities }).strict();

export const CreateUserInput = z.strictObject({
  email: Email,
  name: PersonName,
  role: Role,
  password: NewPassword.optional().describe("Left out: the answer has a link to choose one"),
});
export const CreatedUserDto = z.strictObject({ user: UserDto, link: OnceLink.nullable() });

export const UserIdInput = z.strictObject({ id: z.uuid() });
export const ChangeRoleInput = z.strictObject({ id: z.uuid(), role: Role, expectedVersion: ExpectedVersion });
export const UpdateProfileInput = z.strictObject({ name: PersonName, expectedVersion: ExpectedVersion });
export const ResetLinkDto = z.strictObject({ link: OnceLink, expiresAt: Moment, mailed: z.boolean() });
export const RequestResetInput = z.strictObject({ email: Email });
export const DoneDto = z.strictObject({ done: z.literal(true) });

const Page = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("Rows of one page"),
  cursor: z.string().max(500).optional().describe("Where the page before ended"),
};

export const ListUsersInput = z.strictObject({
  q: z.string().trim().max(200).optional().describe("Part of the name or the address"),
  role: Role.optional(),
  state: z.enum(["active", "disabled"]).optional(),
  ...Page,
});
export const UserPage = z.strictObject({ items: z.array(UserDetailDto), nextCursor: z.string().nullable() });

export const InvitationDto = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  role: Role,
  invitedBy: z.string().nullable().describe("Name of who invited"),
  state: z.enum(["open", "accepted", "revoked", "expired"]),
  version: z.int(),
  createdAt: Moment,
  expiresAt: Moment,
});
export const InviteUserInput = z.strictObject({ email: Email, role: Role });
export const InvitedDto = z.strictObject({ invitation: InvitationDto, link: OnceLink, mailed: z.boolean() });
export const RevokeInvitationInput = z.strictObject({ id: z.uuid(), expectedVersion: ExpectedVersion.optional() });
export const ListInvitationsInput = z.strictObject({
  state: z.enum(["open", "all"]).default("open").describe("Only those that can still be accepted, or all"),
});
export const InvitationList = z.strictObject({ items: z.array(InvitationDto) });
export const ReadInvitationInput = z.strictObject({ token: Token });
export const OpenInvitationDto = z.strictObject({
  email: z.string(),
  role: Role,
  organization: z.string(),
  expiresAt: Moment,
});
export const AcceptInvitationInput = z.strictObject({ token: Token, name: PersonName, password: NewPassword });
export const AcceptedInvitationDto = z.strictObject({ email: z.string() });

export const UpdateOrganizationInput = z.strictObject({
  name: CreateOrganizationInput.shape.name.optional(),
  mfaRequiredRoles: z.array(Role).max(roleNames.length).optional().describe("Roles that need a second factor"),
  expectedVersion: ExpectedVersion,
});

export const KeyScope = z.enum(keyPermissions as [Permission, ...Permission[]]);
export const CreateKeyInput = z.strictObject({
  name: z.string().trim().min(1, "Name the key after what uses it.").max(120).describe("What uses the key"),
  scopes: z.array(KeyScope).min(1, "Choose at least one permission.").describe("What the key may do"),
  models: z
    .array(z.uuid())
    .max(100, "A key names at most 100 models.")
    .default([])
    .describe("The models that it may send telemetry for; none named means all"),
  expiresAt: Moment.nullable().describe("When it stops working; null is never"),
});
export const KeyDto = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  models: z.array(z.uuid()).describe("The models that it may send telemetry for; empty means all"),
  state: z.enum(["active", "revoked", "expired"]),
  createdBy: z.string().nullable().describe("Name of who made it"),
  version: z.int(),
  createdAt: Moment,
  expiresAt: Moment.nullable(),
  revokedAt: Moment.nullable(),
  lastUsedAt: Moment.nullable().describe("To the minute"),
});
export const CreatedKeyDto = z.strictObject({ key: KeyDto, secret: z.string().describe("Shown this one time only") });
export const RevokeKeyInput = z.strictObject({ id: z.uuid(), expectedVersion: ExpectedVersion.optional() });
export const ListKeysInput = z.strictObject({});
export const KeyList = z.strictObject({
  items: z.array(KeyDto),
  grantable: z.array(KeyScope).describe("Permissions that the asking person may give to a key"),
  abilities: z.strictObject({ create: z.boolean(), revoke: z.boolean() }),
});

export const SessionDto = z.strictObject({
  id: z.uuid(),
  method: z.string(),
  device: z.string(),
  address: z.string(),
  secondFactor: z.boolean(),
  current: z.boolean(),
  createdAt: Moment,
  seenAt: Moment,
  expiresAt: Moment,
});
export const SessionList = z.strictObject({ items: z.array(SessionDto) });
export const NothingInput = z.strictObject({});

export const MeDto = z.strictObject({
  user: UserDto,
  organization: z.strictObject({ id: z.uuid(), name: z.string(), slug: z.string() }),
  secondFactorRequired: z.boolean(),
  abilities: z.array(z.string()).describe("Permissions that this person holds now"),
});

export type Person = z.output<typeof UserDetailDto>;
export type OpenInvitation = z.output<typeof InvitationDto>;
export type Key = z.output<typeof KeyDto>;
export type OwnSession = z.output<typeof SessionDto>;
export type OrganizationSettings = z.output<typeof OrganizationDto>;
