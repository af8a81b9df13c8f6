import "./app-frame.css";
import type { ReactNode } from "react";
import { BrandMark } from "./brand-mark.tsx";

interface AuthCardProps {
  title: string;
  intro?: ReactNode;
  /** Under the card: links such as "Forgot your password?". */
  foot?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

/** The calm page around signing in, invitations and set-up: our mark, one card, one task. */
export function AuthCard({ title, intro, foot, wide = false, children }: AuthCardProps) {
  return (
    <div className="mk-auth">
      <main>
        <div className="mk-auth-brand">
          <BrandMark size={26} />
          Modelkeep
        </div>
        <div className="mk-auth-card" data-wide={wide || undefined}>
          <div>
            <h1>{title}</h1>
            {intro === undefined ? null : <p>{intro}</p>}
          </div>
          {children}
        </div>
        {foot === undefined ? null : <div className="mk-auth-foot">{foot}</div>}
      </main>
    </div>
  );
}
