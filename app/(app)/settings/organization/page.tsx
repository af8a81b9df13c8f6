import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { OrganizationPage } from "@/components/people/organization-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { organizationQuery } from "@/lib/people/api.ts";
import { readMe } from "@/lib/people/queries/read-me.ts";
import { readOrganization } from "@/lib/people/queries/read-organization.ts";

export const metadata: Metadata = { title: "Organization" };

export default async function Page() {
  const client = new QueryClient();
  const me = await serverQuery(readMe, {});
  client.setQueryData(organizationQuery().queryKey, await serverQuery(readOrganization, {}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OrganizationPage manages={me.abilities.includes("organization:manage")} />
    </HydrationBoundary>
  );
}
