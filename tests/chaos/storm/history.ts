import type { Pool } from "pg";

/** In the database itself, so that no change of an order goes unseen, whoever makes it. */
export async function keepHistory(sql: Pool): Promise<void> {
  await sql.query(`
    CREATE TABLE chaos_history (seq bigserial PRIMARY KEY, number text, was text, became text,
      was_paid_by text, became_paid_by text);
    CREATE FUNCTION chaos_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO chaos_history (number, was, became, was_paid_by, became_paid_by)
      VALUES (new.number, old.status, new.status, old."paidAttemptId", new."paidAttemptId");
      RETURN new;
    END $$;
    CREATE TRIGGER chaos_note AFTER UPDATE ON "Order" FOR EACH ROW
      WHEN (old.status <> new.status OR old."paidAttemptId" IS DISTINCT FROM new."paidAttemptId")
      EXECUTE FUNCTION chaos_note()`);
}

export type Change = {
  number: string;
  was: string;
  became: string;
  was_paid_by: string | null;
  became_paid_by: string | null;
};

export async function readHistory(sql: Pool): Promise<Change[]> {
  return (await sql.query<Change>("SELECT * FROM chaos_history ORDER BY seq")).rows;
}
