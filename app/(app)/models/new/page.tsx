import type { Metadata } from "next";
import { RegisterPage } from "@/components/inventory/register-page.tsx";
import { pageActor } from "@/lib/auth/page-actor.ts";

export const metadata: Metadata = { title: "Register model" };

export default async function Page() {
  const actor = await pageActor();
  return <RegisterPage ownerId={actor.type === "user" ? actor.id : null} />;
}
