import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SampleRoom } from "@/components/diagram/sample/sample-room.tsx";
import { env } from "@/lib/env.ts";

export const metadata: Metadata = { title: "Diagram" };
export const dynamic = "force-dynamic";

export default async function DiagramPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { NODE_ENV, MODELKEEP_GALLERY } = env();
  if (NODE_ENV !== "development" && !MODELKEEP_GALLERY) notFound();
  const { size, show, template } = await searchParams;
  return (
    <SampleRoom
      size={typeof size === "string" ? Math.min(2_000, Number(size) || 0) : 0}
      template={typeof template === "string" ? template : "rag_assistant"}
      table={show === "table"}
    />
  );
}
