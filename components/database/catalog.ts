import type { Client } from "pg";

/** Which tables and columns this database has: Odoo's schema depends on the installed modules. */
export interface Catalog {
  /** True when the table exists in schema `public` and has all the columns. */
  has(table: string, ...columns: string[]): boolean;
}

export async function readCatalog(client: Client): Promise<Catalog> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `SELECT c.relname AS "table", array_agg(a.attname::text) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND a.attnum > 0 AND NOT a.attisdropped
      GROUP BY c.relname`,
  );
  const tables = new Map(rows.map(({ table, columns }) => [table, new Set(columns)]));
  return {
    has: (table, ...columns) => {
      const existing = tables.get(table);
      return existing !== undefined && columns.every((column) => existing.has(column));
    },
  };
}
