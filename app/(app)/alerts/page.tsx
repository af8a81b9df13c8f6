import type { Metadata } from "next";
import { AlertsPage } from "@/components/telemetry/alerts-page.tsx";

export const metadata: Metadata = { title: "Alerts" };
export const dynamic = "force-dynamic";

export default function Page() {
  return <AlertsPage />;
}
