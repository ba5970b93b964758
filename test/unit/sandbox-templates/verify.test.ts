import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureRoles, OWNER_ROLE } from "../../../sandbox/templates/roles";
import { verifyTemplate } from "../../../sandbox/templates/verify";
import { startPostgres, type TestPostgres } from "../../support/postgres";
import { build, cloneForReading, databaseOf, TEMPLATES, within } from "./support";

let server: TestPostgres;
const expected = { modules: TEMPLATES.ecommerce, ownerRole: OWNER_ROLE };

beforeAll(async () => {
  server = await startPostgres();
  await ensureRoles(server, { platformPassword: "platform" });
  await build(server, "ecommerce");
  await cloneForReading(server, databaseOf("ecommerce"), "subject");
}, 60_000);

afterAll(() => server.stop());

const FAULTS = [
  [
    "a declared module is not installed: website_sale",
    "UPDATE ir_module_module SET state = 'uninstalled' WHERE name = 'website_sale'",
  ],
  [
    "a module is about to change its state: crm is to install",
    "UPDATE ir_module_module SET state = 'to install' WHERE name = 'crm'",
  ],
  [
    "ir_attachment.location is not db",
    "DELETE FROM ir_config_parameter WHERE key = 'ir_attachment.location'",
  ],
  [
    "a file is not in the database: 1 image_128",
    "UPDATE ir_attachment SET store_fname = 'ab/abcd', db_datas = NULL WHERE id = 1",
  ],
  [
    "an asset bundle belongs to one version of the image: /web/assets/1/web.min.js",
    `INSERT INTO ir_attachment (name, type, url, db_datas)
     VALUES ('web.min.js', 'binary', '/web/assets/1/web.min.js', '')`,
  ],
  [
    "a user is not one of the five that Odoo creates: mallory",
    "INSERT INTO res_users (login, company_id, partner_id, notification_type) VALUES ('mallory', 1, 1, 'email')",
  ],
  [
    "the administrator's password is not a hash: admin",
    "UPDATE res_users SET password = 'admin' WHERE id = 2",
  ],
  [
    "a user's two-factor secret would be every clone's: admin",
    "UPDATE res_users SET totp_secret = 'JBSWY3DP' WHERE id = 2",
  ],
  ["anybody may create objects: schema public", "GRANT CREATE ON SCHEMA public TO PUBLIC"],
  [
    "there is a mail server: ir_mail_server 1",
    `INSERT INTO ir_mail_server (name, smtp_authentication, smtp_encryption)
     VALUES ('relay', 'login', 'ssl')`,
  ],
  [
    "there is an incoming mail server: fetchmail_server 1",
    "INSERT INTO fetchmail_server (name, server_type) VALUES ('inbox', 'imap')",
  ],
  [
    "there is an API key: res_users_apikeys 1",
    "INSERT INTO res_users_apikeys (name, user_id, index, key) VALUES ('key', 2, '01234567', 'hash')",
  ],
  [
    "there is a trusted device: auth_totp_device 1",
    "INSERT INTO auth_totp_device (name, user_id, index, key) VALUES ('phone', 2, '01234567', 'hash')",
  ],
  [
    "there is an account with Odoo's paid services: iap_account 1",
    "INSERT INTO iap_account (service_id, account_token) VALUES (1, 'token')",
  ],
  [
    "there is an invoice or journal entry: account_move 1",
    `INSERT INTO account_move (journal_id, currency_id, state, move_type, auto_post, date)
     VALUES (1, 1, 'draft', 'entry', 'no', now())`,
  ],
  [
    "there is a sales order: sale_order 1",
    `INSERT INTO sale_order (name, company_id, partner_id, partner_invoice_id, partner_shipping_id, date_order)
     VALUES ('S00001', 1, 3, 3, 3, now())`,
  ],
  [
    "an object is not owned by template_owner: table stray",
    "RESET ROLE; CREATE TABLE stray (id integer)",
  ],
] as const;

describe("verifyTemplate", () => {
  it("accepts what buildTemplate built", async () => {
    await expect(
      within(server, "subject", (client) => verifyTemplate(client, expected)),
    ).resolves.toBeUndefined();
  });

  it.each(FAULTS)("rejects a template in which %s", async (fault, sql) => {
    await within(server, "subject", async (client) => {
      await client.query("BEGIN");
      await client.query(sql);
      await expect(verifyTemplate(client, expected)).rejects.toThrow(fault);
      await client.query("ROLLBACK");
    });
  });

  it("names every fault at once, and the first five of many things", async () => {
    await within(server, "subject", async (client) => {
      await client.query("BEGIN");
      await client.query("UPDATE ir_attachment SET db_datas = NULL");
      await client.query("UPDATE res_users SET password = 'admin' WHERE id = 2");
      await expect(verifyTemplate(client, expected)).rejects.toThrow(
        /a file is not in the database: (\d+ image_128, ){5}and \d+ more\n.*not a hash: admin/,
      );
      await client.query("ROLLBACK");
    });
  });
});
