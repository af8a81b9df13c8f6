import type { Metadata } from "next";
import Link from "next/link";
import { ForgotPasswordForm } from "@/components/auth/forgot-password-form.tsx";
import { AuthCard } from "@/components/layout/auth-card.tsx";

export const metadata: Metadata = { title: "Forgot your password" };

export default function ForgotPasswordPage() {
  return (
    <AuthCard
      title="Forgot your password?"
      intro="We send a link to choose a new one, where this server can send mail. Otherwise an administrator can give you one."
      foot={<Link href="/sign-in">Back to signing in</Link>}
    >
      <ForgotPasswordForm />
    </AuthCard>
  );
}
