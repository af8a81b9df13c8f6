import { exportBundleRoute } from "@/lib/http/export-bundle-route.ts";

export const POST = exportBundleRoute;
