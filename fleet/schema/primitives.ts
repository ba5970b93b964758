import { z } from "zod";

/** A host name: lower-case DNS labels, at least two of them. */
export const hostname = z
  .string()
  .max(253, "is too long: a host name has at most 253 characters")
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    "is not a host name: write lower-case labels with dots between, such as shop.acme.example",
  );

export const email = z
  .email("is not an e-mail address: write one such as ops@acme.example")
  .max(254);

/** One line of text for people. */
export const label = z
  .string()
  .trim()
  .min(1, "is empty: write some text")
  .max(128, "is too long: at most 128 characters")

  .regex(/^[^\u0000-\u001f\u007f]*$/, "has a control character: write one line of plain text");

/** Technical name of an Odoo module. */
export const moduleName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,62}$/,
    "is not a module's technical name: write one such as website_sale",
  );

/** A Kubernetes quantity of CPU: cores (`2`) or thousandths (`500m`). */
export const cpu = z
  .string()
  .regex(
    /^[1-9][0-9]*m?$/,
    'is not a CPU quantity: write cores or thousandths in quotes, such as "500m"',
  );

/** A Kubernetes quantity of bytes in binary units. */
export const bytes = z
  .string()
  .regex(/^[1-9][0-9]*(Mi|Gi|Ti)$/, 'is not a size: write one with a binary unit, such as "2Gi"');

export const count = (min: number, max: number) => {
  const range = `is out of range: write a whole number from ${min} to ${max}`;
  return z.number().int(range).min(min, range).max(max, range);
};

/** The MiB in a quantity that {@link bytes} accepts. */
export function mebibytes(quantity: string): number {
  const unit = { Mi: 1, Gi: 1024, Ti: 1024 * 1024 }[quantity.slice(-2) as "Mi" | "Gi" | "Ti"];
  return parseInt(quantity, 10) * unit;
}

/** The thousandths of a core in a quantity that {@link cpu} accepts. */
export function millicores(quantity: string): number {
  return quantity.endsWith("m") ? parseInt(quantity, 10) : parseInt(quantity, 10) * 1000;
}
