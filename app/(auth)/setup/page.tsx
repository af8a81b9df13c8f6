import type { Metadata } from "next";
import Link from "next/link";
import { searchText, type PageSearch } from "@/app/(auth)/page-search.ts";
import { SetupForm } from "@/components/auth/setup-form.tsx";
import { AuthCard } from "@/components/layout/auth-card.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { opensSetup } from "@/lib/auth/setup-state.ts";

export const metadata: Metadata = { title: "Set up", referrer: "no-referrer" };

export default async function SetupPage({ searchParams }: { searchParams: PageSearch }) {
  const token = await searchText(searchParams, "token");
  if (!(await opensSetup(token))) {
    return (
      <AuthCard title="This link does not work" foot={<Link href="/sign-in">Sign in</Link>}>
        <Notice tone="amber">
          The set-up is done already, or the link is incomplete. The newest link is printed when Modelkeep starts.
        </Notice>
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Set up Modelkeep"
      intro="Your organization, and your account as its administrator. Others join by invitation."
      wide
    >
      <SetupForm token={token} />
    </AuthCard>
  );
}
