import { CreateOrganizationInput, Email, PersonName, Role } from "../people/schema.ts";
import { z } from "../zod.ts";

const Token = z.string().min(1).max(200).describe("The secret from the link");
const Password = z.string().min(1, "Write the password.").max(1024);
const NewPassword = z.string().min(1, "Choose a password.").max(1024).describe("Checked against the password rules");
const Code = z
  .string()
  .trim()
  .min(6, "Write the code.")
  .max(40)
  .describe("Six digits from the app, or a recovery code");

export const SignInInput = z.strictObject({ email: Email, password: Password, code: Code.optional() });

export const StartSessionInput = z.strictObject({
  method: z.enum(["password", "oidc"]).describe("How the person proved who they are"),
  code: Code.optional(),
  secondFactorElsewhere: z.boolean().default(false).describe("Whether single sign-on asked for a second factor"),
  device: z.string().max(200),
  address: z.string().max(100),
});
export const StartedSessionDto = z.strictObject({
  id: z.uuid(),
  recoveryCodesLeft: z.int().nullable().describe("After signing in with a recovery code"),
});

export const SessionIdInput = z.strictObject({ id: z.uuid() });
export const EndedSessionDto = z.strictObject({ id: z.uuid() });
export const EndedSessionsDto = z.strictObject({ ended: z.int() });
export const NoInput = z.strictObject({});

export const ReauthenticateInput = z
  .strictObject({ password: Password.optional(), code: Code.optional() })
  .refine((input) => input.password !== undefined || input.code !== undefined, "Write the password or a code.");
export const ConfirmedDto = z.strictObject({ confirmedAt: z.iso.datetime() });

export const SecondFactorDraftDto = z.strictObject({
  secret: z.string().describe("For typing into the app by hand"),
  uri: z.string().describe("What the QR code says"),
  qr: z.string().describe("The QR code as a data: address of a PNG"),
});
export const ConfirmSecondFactorInput = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^\d{3}\s?\d{3}$/, "Write the six digits that the app shows."),
});
export const RecoveryCodesDto = z.strictObject({
  recoveryCodes: z.array(z.string()).describe("Shown this one time only"),
});
export const AccountDto = z.strictObject({ id: z.uuid() });

export const ChangePasswordInput = z.strictObject({ password: NewPassword });
export const ResetPasswordInput = z.strictObject({ token: Token, password: NewPassword });
export const ResetDoneDto = z.strictObject({ email: z.string() });

export const CompleteSetupInput = z.strictObject({
  token: Token,
  organizationName: CreateOrganizationInput.shape.name,
  slug: CreateOrganizationInput.shape.slug,
  name: PersonName,
  email: Email,
  password: NewPassword,
});
export const SetupDoneDto = z.strictObject({ organizationId: z.uuid(), email: z.string() });

export const FailedSignInInput = z.strictObject({
  userId: z.uuid(),
  hour: z.iso.datetime(),
  earlier: z.strictObject({ hour: z.iso.datetime(), attempts: z.int() }).nullable(),
});

const Identity = { issuer: z.string().min(1).max(500), subject: z.string().min(1).max(255) };
export const LinkIdentityInput = z.strictObject(Identity);
export const ProvisionUserInput = z.strictObject({ ...Identity, email: Email, name: PersonName, role: Role });
export const AcceptByIdentityInput = z.strictObject({ ...Identity, token: Token, name: PersonName });
export const FollowGroupsInput = z.strictObject({ userId: z.uuid(), role: Role });
