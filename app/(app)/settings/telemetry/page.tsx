import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { TelemetrySettingsPage } from "@/components/telemetry/settings/telemetry-settings-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { readTelemetrySettings } from "@/lib/telemetry/queries/read-telemetry-settings.ts";
import { readTelemetryUse } from "@/lib/telemetry/queries/read-telemetry-use.ts";
import { telemetrySettingsQuery, telemetryUseQuery } from "@/lib/telemetry/settings/api.ts";

export const metadata: Metadata = { title: "Telemetry settings" };

export default async function Page() {
  const client = new QueryClient();
  client.setQueryData(telemetrySettingsQuery().queryKey, await serverQuery(readTelemetrySettings, {}));
  client.setQueryData(telemetryUseQuery().queryKey, await serverQuery(readTelemetryUse, {}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TelemetrySettingsPage />
    </HydrationBoundary>
  );
}
