import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state.tsx";

export default function NotFoundInFrame() {
  return (
    <div className="mk-centre-in-page">
      <EmptyState
        title="There is nothing at this address"
        heading="h1"
        action={
          <Link className="mk-link" href="/">
            Go to the overview
          </Link>
        }
      >
        It may have been moved or removed, or it belongs to another organization.
      </EmptyState>
    </div>
  );
}
