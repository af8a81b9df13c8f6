import type { Metadata } from "next";
import { NewThreatModelPage } from "@/components/threats/models/new-threat-model-page.tsx";

export const metadata: Metadata = { title: "Start a threat model" };
/** The start is in the address. */
export const dynamic = "force-dynamic";

export default function Page() {
  return <NewThreatModelPage />;
}
