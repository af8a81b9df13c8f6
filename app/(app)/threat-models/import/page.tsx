import type { Metadata } from "next";
import { ImportPage } from "@/components/imports/import-page.tsx";

export const metadata: Metadata = { title: "Import a threat model" };

export default function Page() {
  return <ImportPage about="threat-models" />;
}
