import { openDatabase } from "@/lib/db/client";
import { catalogue } from "./catalogue";

const db = openDatabase(process.env.DATABASE_URL ?? "");

/** The catalogue, again and again with the same result. Stock is set once: what was sold since stays sold. */
async function seed(): Promise<void> {
  for (const { slug, ...product } of catalogue) {
    const { stock: _, ...mended } = product;
    await db.product.upsert({
      where: { slug },
      create: { id: slug, slug, ...product },
      update: mended,
      select: { id: true },
    });
  }
  process.stdout.write(`Catalogue: ${catalogue.length} products.\n`);
}

try {
  await seed();
} finally {
  await db.$disconnect();
}
