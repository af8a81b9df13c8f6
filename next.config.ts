import type { NextConfig } from "next";

const config: NextConfig = {
  distDir: process.env["NEXT_DIST_DIR"] ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are a check of their own (`npm run types`): a start should not wait for the compiler twice.
  typescript: { ignoreBuildErrors: true },
  // Zod carries the messages of fifty languages into every page (36 kB gzip); ours are written where the schema is.
  turbopack: { resolveAlias: { "../locales/index.js": "zod/v4/locales/en.js" } },
  serverExternalPackages: ["@prisma/adapter-pg", "@prisma/client", "@node-rs/argon2", "pg", "nodemailer"],
  experimental: {
    optimizePackageImports: ["@mantine/core", "@mantine/form", "@mantine/hooks", "@tabler/icons-react"],
  },
  headers: async () => [{ source: "/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] }],
};

export default config;
