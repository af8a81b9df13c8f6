import type { Metadata } from "next";
import { WitnessesPage } from "@/components/transparency/witnesses-page.tsx";

export const metadata: Metadata = { title: "Witnesses" };

export default function Page() {
  return <WitnessesPage />;
}
