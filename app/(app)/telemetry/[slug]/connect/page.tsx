import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConnectPage } from "@/components/telemetry/connect-page.tsx";
import { env } from "@/lib/env.ts";
import { serverQuery } from "@/lib/http/server-query.ts";
import { readModel } from "@/lib/inventory/queries/read-model.ts";
import { AppError } from "@/lib/kernel/errors.ts";

export const metadata: Metadata = { title: "Connect telemetry" };

type Params = { params: Promise<{ slug: string }> };

export default async function Page({ params }: Params) {
  const { slug } = await params;
  try {
    await serverQuery(readModel, { id: slug });
  } catch (error) {
    if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
    throw error;
  }
  return <ConnectPage slug={slug} base={env().MODELKEEP_URL.replace(/\/$/, "")} />;
}
