import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import {
  AccountDto,
  ConfirmedDto,
  EndedSessionDto,
  EndedSessionsDto,
  RecoveryCodesDto,
  SecondFactorDraftDto,
} from "../auth/schema.ts";
import { apiFetch } from "../http/client.ts";
import type { z } from "../zod.ts";
import {
  CreatedKeyDto,
  InvitationDto,
  InvitationList,
  InvitedDto,
  KeyDto,
  KeyList,
  MeDto,
  OrganizationDto,
  ResetLinkDto,
  SessionList,
  UserDto,
  UserPage,
  type ChangeRoleInput,
  type CreateKeyInput,
  type InviteUserInput,
  type ListUsersInput,
  type UpdateOrganizationInput,
  type UpdateProfileInput,
} from "./schema.ts";

/** Keys begin with the entity's word: live events fetch ["user"], ["session"], ["invitation"], … again. */

export const meQuery = () =>
  queryOptions({
    queryKey: ["user", "me"],
    queryFn: ({ signal }) => apiFetch("/users/me", { schema: MeDto, signal }),
  });

export const usersQuery = (input: z.input<typeof ListUsersInput>) =>
  queryOptions({
    queryKey: ["user", "list", input],
    queryFn: ({ signal }) => apiFetch("/users", { schema: UserPage, search: input, signal }),
    placeholderData: keepPreviousData,
  });

export const invitationsQuery = () =>
  queryOptions({
    queryKey: ["invitation", "open"],
    queryFn: ({ signal }) => apiFetch("/invitations", { schema: InvitationList, signal }),
  });

export const keysQuery = () =>
  queryOptions({
    queryKey: ["api_key", "list"],
    queryFn: ({ signal }) => apiFetch("/keys", { schema: KeyList, signal }),
  });

export const sessionsQuery = () =>
  queryOptions({
    queryKey: ["session", "mine"],
    queryFn: ({ signal }) => apiFetch("/sessions", { schema: SessionList, signal }),
  });

export const organizationQuery = () =>
  queryOptions({
    queryKey: ["organization"],
    queryFn: ({ signal }) => apiFetch("/organization", { schema: OrganizationDto, signal }),
  });

const send = <Output extends z.ZodType>(path: string, schema: Output, body: unknown = {}): Promise<z.output<Output>> =>
  apiFetch(path, { schema, method: "POST", body });

export const updateProfile = (body: z.input<typeof UpdateProfileInput>) =>
  apiFetch("/users/me", { schema: UserDto, method: "PATCH", body });

export const updateOrganization = (body: z.input<typeof UpdateOrganizationInput>) =>
  apiFetch("/organization", { schema: OrganizationDto, method: "PATCH", body });

export const changeRole = ({ id, ...body }: z.input<typeof ChangeRoleInput>) =>
  send(`/users/${id}/change-role`, UserDto, body);
export const disableUser = (id: string) => send(`/users/${id}/disable`, UserDto);
export const enableUser = (id: string) => send(`/users/${id}/enable`, UserDto);
export const createResetLink = (id: string) => send(`/users/${id}/reset-link`, ResetLinkDto);
export const resetSecondFactor = (id: string) => send(`/users/${id}/reset-second-factor`, UserDto);

export const inviteUser = (body: z.input<typeof InviteUserInput>) => send("/invitations", InvitedDto, body);
export const revokeInvitation = (id: string) => send(`/invitations/${id}/revoke`, InvitationDto);

export const createKey = (body: z.input<typeof CreateKeyInput>) => send("/keys", CreatedKeyDto, body);
export const revokeKey = (id: string) => send(`/keys/${id}/revoke`, KeyDto);

export const revokeSession = (id: string) =>
  apiFetch(`/sessions/${id}`, { schema: EndedSessionDto, method: "DELETE", body: {} });
export const revokeOtherSessions = () => send("/sessions/revoke-all", EndedSessionsDto);
export const reauthenticate = (body: { password?: string; code?: string }) =>
  send("/sessions/reauthenticate", ConfirmedDto, body);
export const changePassword = (password: string) => send("/password", AccountDto, { password });

export const beginSecondFactor = () => send("/second-factor/begin", SecondFactorDraftDto);
export const confirmSecondFactor = (code: string) => send("/second-factor/confirm", RecoveryCodesDto, { code });
export const renewRecoveryCodes = () => send("/second-factor/recovery-codes", RecoveryCodesDto);
export const removeSecondFactor = () => send("/second-factor/remove", AccountDto);
