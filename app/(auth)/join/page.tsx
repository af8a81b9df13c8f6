import type { Metadata } from "next";
import { searchText, type PageSearch } from "@/app/(auth)/page-search.ts";
import { GuestDoor } from "@/components/threats/guests/guest-door.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { AppError } from "@/lib/kernel/errors.ts";
import { readLink } from "@/lib/threats/sessions/queries/read-link.ts";

export const metadata: Metadata = { title: "Join a session", referrer: "no-referrer" };

/** What the link leads to; signed-in people have the room itself, so their link leads nowhere. */
async function linkOf(token: string) {
  try {
    return await serverQuery(readLink, { token });
  } catch (error) {
    if (error instanceof AppError && error.code !== "internal") return null;
    throw error;
  }
}

export default async function JoinPage({ searchParams }: { searchParams: PageSearch }) {
  const token = await searchText(searchParams, "token");
  const link = token === "" ? null : await linkOf(token);
  return <GuestDoor token={token} session={link?.session ?? null} organization={link?.organization ?? null} />;
}
