import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../http/client.ts";
import { AlertDto } from "../telemetry/schema.ts";
import type { z } from "../zod.ts";
import { AlertGroupsDto, type GroupAlertsInput } from "./groups-schema.ts";
import { AccountDto, AlertHistoryDto } from "./account-schema.ts";
import {
  ReplayDto,
  RuleDto,
  RuleListDto,
  type AddRuleInput,
  type ReplayRuleInput,
  type RuleInput,
  type UpdateRuleInput,
} from "./schema-rules.ts";
import {
  ChannelDto,
  ChannelListDto,
  SilenceDto,
  SilenceListDto,
  TestAskedDto,
  type AddChannelInput,
  type AddSilenceInput,
  type ChannelInput,
  type EndSilenceInput,
  type ResolveAlertInput,
  type UpdateChannelInput,
} from "./schema.ts";

/** While people look on. */
const LIVE_MS = 30_000;

/** Keys begin with the entity's word: live events fetch ["alert_rule"] and its neighbours again. */

export const alertGroupsQuery = (input: z.input<typeof GroupAlertsInput>) =>
  queryOptions({
    queryKey: ["alert", "groups", input],
    queryFn: ({ signal }) => apiFetch("/alerts/groups", { schema: AlertGroupsDto, search: input, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: ["alert", "one", id],
    queryFn: ({ signal }) => apiFetch(`/alerts/${id}`, { schema: AlertDto, signal }),
  });

export const alertAccountQuery = (id: string) =>
  queryOptions({
    queryKey: ["alert", "account", id],
    queryFn: ({ signal }) => apiFetch(`/alerts/${id}/account`, { schema: AccountDto, signal }),
  });

export const alertHistoryQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["alert", "history", id],
    queryFn: ({ pageParam, signal }) =>
      apiFetch(`/alerts/${id}/history`, { schema: AlertHistoryDto, search: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const rulesQuery = () =>
  queryOptions({
    queryKey: ["alert_rule", "list"],
    queryFn: ({ signal }) => apiFetch("/alert-rules", { schema: RuleListDto, signal }),
  });

export const silencesQuery = () =>
  queryOptions({
    queryKey: ["alert_silence", "list"],
    queryFn: ({ signal }) => apiFetch("/alert-silences", { schema: SilenceListDto, signal }),
  });

export const channelsQuery = () =>
  queryOptions({
    queryKey: ["alert_channel", "list"],
    queryFn: ({ signal }) => apiFetch("/alert-channels", { schema: ChannelListDto, signal }),
  });

export const addRule = (body: z.input<typeof AddRuleInput>) =>
  apiFetch("/alert-rules", { schema: RuleDto, method: "POST", body });

export const updateRule = ({ id, ...body }: z.input<typeof UpdateRuleInput>) =>
  apiFetch(`/alert-rules/${id}`, { schema: RuleDto, method: "PATCH", body });

export const switchRule = ({ id, ...body }: z.input<typeof RuleInput>, on: boolean) =>
  apiFetch(`/alert-rules/${id}/${on ? "enable" : "disable"}`, { schema: RuleDto, method: "POST", body });

export const replayRule = (body: z.input<typeof ReplayRuleInput>) =>
  apiFetch("/alert-rules/replay", { schema: ReplayDto, method: "POST", body });

export const removeRule = ({ id, ...body }: z.input<typeof RuleInput>) =>
  apiFetch(`/alert-rules/${id}/remove`, { schema: RuleDto, method: "POST", body });

export const addSilence = (body: z.input<typeof AddSilenceInput>) =>
  apiFetch("/alert-silences", { schema: SilenceDto, method: "POST", body });

export const endSilence = ({ id, ...body }: z.input<typeof EndSilenceInput>) =>
  apiFetch(`/alert-silences/${id}/end`, { schema: SilenceDto, method: "POST", body });

export const addChannel = (body: z.input<typeof AddChannelInput>) =>
  apiFetch("/alert-channels", { schema: ChannelDto, method: "POST", body });

export const updateChannel = ({ id, ...body }: z.input<typeof UpdateChannelInput>) =>
  apiFetch(`/alert-channels/${id}`, { schema: ChannelDto, method: "PATCH", body });

export const removeChannel = ({ id, ...body }: z.input<typeof ChannelInput>) =>
  apiFetch(`/alert-channels/${id}/remove`, { schema: ChannelDto, method: "POST", body });

export const testChannel = (id: string) =>
  apiFetch(`/alert-channels/${id}/test`, { schema: TestAskedDto, method: "POST" });

export const resolveAlert = ({ id, ...body }: z.input<typeof ResolveAlertInput>) =>
  apiFetch(`/alerts/${id}/resolve`, { schema: AlertDto, method: "POST", body });
