import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { RoomPage } from "@/components/threats/room/room-page.tsx";
import { pageActor } from "@/lib/auth/page-actor.ts";
import { serverQuery } from "@/lib/http/server-query.ts";
import { AppError } from "@/lib/kernel/errors.ts";
import { roomDiagramQuery, roomThreatsQuery, threatModelQuery } from "@/lib/threats/api.ts";
import { readDiagram } from "@/lib/threats/queries/read-diagram.ts";
import { readRoomThreats } from "@/lib/threats/queries/read-room-threats.ts";
import { readThreatModel } from "@/lib/threats/queries/read-threat-model.ts";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ diagram?: string }> };

const threatModelOf = cache(async (slug: string) => {
  try {
    return await serverQuery(readThreatModel, { id: slug });
  } catch (error) {
    if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Room of ${(await threatModelOf((await params).slug)).name}` };
}

export default async function Page({ params, searchParams }: Props) {
  const { slug } = await params;
  const threatModel = await threatModelOf(slug);
  const wanted = (await searchParams).diagram;
  const diagram = threatModel.diagrams.find(({ id }) => id === wanted) ?? threatModel.diagrams[0];
  const actor = await pageActor();
  if (diagram === undefined || actor.type !== "user") notFound();
  const client = new QueryClient();
  client.setQueryData(threatModelQuery(slug).queryKey, threatModel);
  client.setQueryData(roomDiagramQuery(diagram.id).queryKey, await serverQuery(readDiagram, { id: diagram.id }));
  client.setQueryData(roomThreatsQuery(diagram.id).queryKey, await serverQuery(readRoomThreats, { id: diagram.id }));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <RoomPage slug={slug} diagramId={diagram.id} self={{ id: actor.id, name: actor.name, guest: false }} />
    </HydrationBoundary>
  );
}
