import type { Metadata } from "next";
import { CheckpointsPage } from "@/components/trail/checkpoints-page.tsx";

export const metadata: Metadata = { title: "Checkpoints" };

export default function Page() {
  return <CheckpointsPage />;
}
