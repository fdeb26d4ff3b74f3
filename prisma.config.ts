import { defineConfig } from "prisma/config";

// `prisma generate` wants to download an engine that it does not use; naming any program keeps it offline.
// Such a stand-in makes `migrate deploy` and `db push` succeed without doing anything: use `npm run migrate`.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ||= process.execPath;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
});
