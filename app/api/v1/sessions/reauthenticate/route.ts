import { reauthenticateRoute } from "@/lib/auth/reauthenticate-route.ts";

export const POST = reauthenticateRoute;
