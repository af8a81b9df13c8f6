import type { DiscoveryDto } from "@/lib/discovery/schema.ts";

/** What each dialog that decides about a discovery is given. */
export interface DecisionDialogProps {
  discovery: DiscoveryDto;
  opened: boolean;
  onClose: () => void;
}
