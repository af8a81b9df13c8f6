import type { Metadata } from "next";
import Link from "next/link";
import { searchText, type PageSearch } from "@/app/(auth)/page-search.ts";
import { InvitationForm } from "@/components/auth/invitation-form.tsx";
import { AuthCard } from "@/components/layout/auth-card.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { singleSignOnName } from "@/lib/auth/oidc-config.ts";
import { serverQuery } from "@/lib/http/server-query.ts";
import { AppError } from "@/lib/kernel/errors.ts";
import { roles } from "@/lib/kernel/policy.ts";
import { readInvitation } from "@/lib/people/queries/read-invitation.ts";

export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer" };

async function openInvitation(token: string) {
  try {
    return await serverQuery(readInvitation, { token });
  } catch (error) {
    if (error instanceof AppError && error.code !== "internal") return undefined;
    throw error;
  }
}

export default async function InvitationPage({ searchParams }: { searchParams: PageSearch }) {
  const token = await searchText(searchParams, "token");
  const invitation = await openInvitation(token);
  if (invitation === undefined) {
    return (
      <AuthCard title="This invitation does not work" foot={<Link href="/sign-in">Sign in</Link>}>
        <Notice tone="amber">
          It was used, withdrawn or is too old, or you are signed in already. Ask who invited you for a new one.
        </Notice>
      </AuthCard>
    );
  }
  const { organization, role, email } = invitation;
  return (
    <AuthCard title={`Join ${organization}`} intro={`You are invited as ${roles[role].toLowerCase()}.`} wide>
      <InvitationForm token={token} email={email} singleSignOn={singleSignOnName()} />
    </AuthCard>
  );
}
