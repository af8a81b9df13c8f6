import type { Metadata } from "next";
import { RegisterAssetPage } from "@/components/assets/register-asset-page.tsx";
import { pageActor } from "@/lib/auth/page-actor.ts";

export const metadata: Metadata = { title: "Register AI system" };

export default async function Page() {
  const actor = await pageActor();
  return <RegisterAssetPage kind="system" ownerId={actor.type === "user" ? actor.id : null} />;
}
