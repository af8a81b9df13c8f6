import type { Metadata } from "next";
import Link from "next/link";
import { searchText, type PageSearch } from "@/app/(auth)/page-search.ts";
import { ResetPasswordForm } from "@/components/auth/reset-password-form.tsx";
import { AuthCard } from "@/components/layout/auth-card.tsx";

export const metadata: Metadata = { title: "Choose a new password", referrer: "no-referrer" };

export default async function ResetPasswordPage({ searchParams }: { searchParams: PageSearch }) {
  const token = await searchText(searchParams, "token");
  return (
    <AuthCard
      title="Choose a new password"
      intro="Everybody who is signed in with the old one is signed out."
      foot={<Link href="/sign-in">Back to signing in</Link>}
    >
      <ResetPasswordForm token={token} />
    </AuthCard>
  );
}
