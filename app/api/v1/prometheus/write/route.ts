import { remoteWriteRoute } from "@/lib/http/telemetry/remote-write-route.ts";

export const POST = remoteWriteRoute;
