import type { Metadata } from "next";
import { ApiContents } from "@/components/api-docs/api-reference.tsx";
import { apiReference } from "@/lib/http/api-reference.ts";

export const metadata: Metadata = { title: "API reference" };

export default function Page() {
  return <ApiContents groups={apiReference()} />;
}
