import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Gallery } from "@/components/ui/gallery/gallery.tsx";
import { env } from "@/lib/env.ts";

export const metadata: Metadata = { title: "Gallery" };
export const dynamic = "force-dynamic";

export default async function GalleryPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { NODE_ENV, MODELKEEP_GALLERY } = env();
  if (NODE_ENV !== "development" && !MODELKEEP_GALLERY) notFound();
  const { show } = await searchParams;
  return <Gallery show={typeof show === "string" ? show : "page"} />;
}
