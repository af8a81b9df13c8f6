import type { Metadata } from "next";
import { RegisterAssetPage } from "@/components/assets/register-asset-page.tsx";
import { pageActor } from "@/lib/auth/page-actor.ts";

export const metadata: Metadata = { title: "Register component" };

export default async function Page() {
  const actor = await pageActor();
  return <RegisterAssetPage kind="component" ownerId={actor.type === "user" ? actor.id : null} />;
}
