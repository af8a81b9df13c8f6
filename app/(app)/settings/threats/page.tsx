import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ThreatSettingsPage } from "@/components/threats/register/threat-settings-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { threatPacksQuery } from "@/lib/threats/packs/api.ts";
import { listThreatPacks } from "@/lib/threats/packs/queries/list-threat-packs.ts";
import { threatSettingsQuery } from "@/lib/threats/settings/api.ts";
import { readThreatSettings } from "@/lib/threats/settings/queries/read-threat-settings.ts";

export const metadata: Metadata = { title: "Threat settings" };

export default async function Page() {
  const client = new QueryClient();
  client.setQueryData(threatSettingsQuery().queryKey, await serverQuery(readThreatSettings, {}));
  client.setQueryData(threatPacksQuery().queryKey, await serverQuery(listThreatPacks, {}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ThreatSettingsPage />
    </HydrationBoundary>
  );
}
