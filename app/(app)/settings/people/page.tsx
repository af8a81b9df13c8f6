import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { parseListState } from "@/components/ui/data-table/list-state.ts";
import { PeoplePage } from "@/components/people/people-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { invitationsQuery, usersQuery } from "@/lib/people/api.ts";
import { listInvitations } from "@/lib/people/queries/list-invitations.ts";
import { listUsers } from "@/lib/people/queries/list-users.ts";
import { readMe } from "@/lib/people/queries/read-me.ts";
import { ListUsersInput } from "@/lib/people/schema.ts";

export const metadata: Metadata = { title: "People" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const pairs = Object.entries(await searchParams).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value ?? ""]).map((item) => [key, item]),
  );
  const input = parseListState(ListUsersInput, new URLSearchParams(pairs));
  const me = await serverQuery(readMe, {});
  const manages = me.abilities.includes("people:manage");
  const client = new QueryClient();
  client.setQueryData(usersQuery(input).queryKey, await serverQuery(listUsers, input));
  if (manages) client.setQueryData(invitationsQuery().queryKey, await serverQuery(listInvitations, {}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PeoplePage manages={manages} />
    </HydrationBoundary>
  );
}
