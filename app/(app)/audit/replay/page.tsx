import type { Metadata } from "next";
import { ReplayPage } from "@/components/trail/replay-page.tsx";

export const metadata: Metadata = { title: "Replay check" };

export default function Page() {
  return <ReplayPage />;
}
