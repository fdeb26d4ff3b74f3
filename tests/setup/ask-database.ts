import { Client } from "pg";

/** One question over a connection of its own, for databases and roles that a test made itself. */
export async function askDatabase<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
