import type { Metadata } from "next";
import { TelemetryModelsPage } from "@/components/telemetry/models-page.tsx";

export const metadata: Metadata = { title: "Telemetry" };
export const dynamic = "force-dynamic";

export default function Page() {
  return <TelemetryModelsPage />;
}
