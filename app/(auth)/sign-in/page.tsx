import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { searchText, type PageSearch } from "@/app/(auth)/page-search.ts";
import { SignInForm } from "@/components/auth/sign-in-form.tsx";
import { AuthCard } from "@/components/layout/auth-card.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { singleSignOnName } from "@/lib/auth/oidc-config.ts";
import { pageActor } from "@/lib/auth/page-actor.ts";
import { returnAddress } from "@/lib/auth/return-address.ts";
import { isSetUp } from "@/lib/auth/setup-state.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: PageSearch }) {
  const next = returnAddress(await searchText(searchParams, "next"));
  if ((await pageActor()).type === "user") redirect(next);
  const failure = await searchText(searchParams, "error");
  const done = await searchText(searchParams, "done");
  if (!(await isSetUp())) {
    return (
      <AuthCard title="Not set up yet">
        <Notice>Open the one-time link that the start of Modelkeep printed. It makes the first account.</Notice>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Sign in" foot={<Link href="/forgot-password">Forgot your password?</Link>}>
      {done === "password" ? <Notice tone="green">Your password is changed. Sign in with it.</Notice> : null}
      <SignInForm next={next} singleSignOn={singleSignOnName()} failure={failure === "" ? undefined : failure} />
    </AuthCard>
  );
}
