import "@/components/layout/app-frame.css";
import type { Metadata } from "next";
import Link from "next/link";
import { BrandMark } from "@/components/layout/brand-mark.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="mk-centre">
      <div>
        <BrandMark size={26} />
        <EmptyState
          title="There is nothing at this address"
          heading="h1"
          action={
            <Link className="mk-link" href="/">
              Go to the start
            </Link>
          }
        >
          It may have been moved or removed, or it belongs to an organization you are not in. The address is all that is
          wrong: nothing was changed.
        </EmptyState>
      </div>
    </main>
  );
}
