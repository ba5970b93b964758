-- Modules utm, sales_team and sale.

SELECT pg_temp.plain_tables(
    'crm_tag', 'crm_team', 'crm_team_member', 'sale_order_line', 'utm_campaign', 'utm_medium', 'utm_source', 'utm_stage',
    'utm_tag'
);

ALTER TABLE account_move
    ADD COLUMN campaign_id integer, ADD COLUMN source_id integer, ADD COLUMN medium_id integer,
    ADD COLUMN team_id integer;

ALTER TABLE payment_provider
    ADD COLUMN so_reference_type varchar;

ALTER TABLE product_template
    ADD COLUMN service_type varchar, ADD COLUMN sale_line_warn varchar NOT NULL,
    ADD COLUMN expense_policy varchar, ADD COLUMN invoice_policy varchar, ADD COLUMN sale_line_warn_msg text;

ALTER TABLE res_company
    ADD COLUMN quotation_validity_days integer, ADD COLUMN sale_discount_product_id integer,
    ADD COLUMN sale_onboarding_payment_method varchar, ADD COLUMN portal_confirmation_sign boolean,
    ADD COLUMN portal_confirmation_pay boolean, ADD COLUMN prepayment_percent double precision,
    ADD CHECK (quotation_validity_days >= 0);

ALTER TABLE res_partner
    ADD COLUMN sale_warn varchar, ADD COLUMN sale_warn_msg text;

ALTER TABLE res_users
    ADD COLUMN sale_team_id integer;

CREATE TABLE sale_order (
    id serial PRIMARY KEY, campaign_id integer, source_id integer, medium_id integer,
    company_id integer NOT NULL, partner_id integer NOT NULL, journal_id integer,
    partner_invoice_id integer NOT NULL, partner_shipping_id integer NOT NULL, fiscal_position_id integer,
    payment_term_id integer, pricelist_id integer, currency_id integer, user_id integer, team_id integer,
    access_token varchar, name varchar NOT NULL, state varchar, client_order_ref varchar, origin varchar,
    reference varchar, signed_by varchar, invoice_status varchar, validity_date date, note text,
    currency_rate numeric, amount_untaxed numeric, amount_tax numeric, amount_total numeric, locked boolean,
    require_signature boolean, require_payment boolean, commitment_date timestamp,
    date_order timestamp NOT NULL, signed_on timestamp, prepayment_percent double precision,
    pending_email_template_id integer,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    CHECK (state = 'sale' AND date_order IS NOT NULL OR state <> 'sale')
);

ALTER TABLE account_move
    ADD FOREIGN KEY (campaign_id) REFERENCES utm_campaign ON DELETE SET NULL,
    ADD FOREIGN KEY (medium_id) REFERENCES utm_medium ON DELETE SET NULL,
    ADD FOREIGN KEY (source_id) REFERENCES utm_source ON DELETE SET NULL,
    ADD FOREIGN KEY (team_id) REFERENCES crm_team ON DELETE SET NULL;

ALTER TABLE res_company
    ADD FOREIGN KEY (sale_discount_product_id) REFERENCES product_product ON DELETE SET NULL;

ALTER TABLE res_users
    ADD FOREIGN KEY (sale_team_id) REFERENCES crm_team ON DELETE SET NULL;

ALTER TABLE sale_order
    ADD FOREIGN KEY (campaign_id) REFERENCES utm_campaign ON DELETE SET NULL,
    ADD FOREIGN KEY (company_id) REFERENCES res_company ON DELETE RESTRICT,
    ADD FOREIGN KEY (currency_id) REFERENCES res_currency ON DELETE RESTRICT,
    ADD FOREIGN KEY (fiscal_position_id) REFERENCES account_fiscal_position ON DELETE SET NULL,
    ADD FOREIGN KEY (journal_id) REFERENCES account_journal ON DELETE SET NULL,
    ADD FOREIGN KEY (medium_id) REFERENCES utm_medium ON DELETE SET NULL,
    ADD FOREIGN KEY (partner_id) REFERENCES res_partner ON DELETE RESTRICT,
    ADD FOREIGN KEY (partner_invoice_id) REFERENCES res_partner ON DELETE RESTRICT,
    ADD FOREIGN KEY (partner_shipping_id) REFERENCES res_partner ON DELETE RESTRICT,
    ADD FOREIGN KEY (payment_term_id) REFERENCES account_payment_term ON DELETE SET NULL,
    ADD FOREIGN KEY (pending_email_template_id) REFERENCES mail_template ON DELETE SET NULL,
    ADD FOREIGN KEY (pricelist_id) REFERENCES product_pricelist ON DELETE SET NULL,
    ADD FOREIGN KEY (source_id) REFERENCES utm_source ON DELETE SET NULL,
    ADD FOREIGN KEY (team_id) REFERENCES crm_team ON DELETE SET NULL,
    ADD FOREIGN KEY (user_id) REFERENCES res_users ON DELETE SET NULL;

SELECT pg_temp.trigram_index('sale_order', 'name'), pg_temp.trigram_index('sale_order', 'client_order_ref');
CREATE INDEX sale_order__partner_id_index ON sale_order (partner_id);

INSERT INTO crm_team (id, name) VALUES (1, 'Sales'), (2, 'Website'), (3, 'Point of Sale');
INSERT INTO utm_medium (name) VALUES ('Website'), ('Phone'), ('Direct'), ('Email'), ('Banner'), ('X'), ('Facebook');
INSERT INTO utm_source (name) VALUES ('Search engine'), ('Mailing List'), ('Newsletter'), ('Facebook'), ('LinkedIn');
-- Rows 6 to 15; the parameter below names one of them.
INSERT INTO mail_template (name)
SELECT name FROM unnest(ARRAY[
    'Digest', 'Invoice: Sending', 'Credit Note: Sending', 'Payment: Payment Receipt', 'Rating: Request',
    'Sales: Order Confirmation', 'Sales: Send Quotation', 'Sales: Order Confirmation (quotation template)',
    'Sales: Payment Done', 'Sales: Order Cancellation'
]) AS name;
UPDATE res_company
SET quotation_validity_days = 30, portal_confirmation_sign = true, portal_confirmation_pay = false,
    prepayment_percent = 1;
UPDATE res_partner SET sale_warn = 'no-message';

INSERT INTO ir_config_parameter (key, value) VALUES
    ('sale.async_emails', 'False'),
    ('sale.default_confirmation_template', CASE WHEN pg_temp.installed('website_sale') THEN '11' ELSE '13' END),
    ('sale.default_invoice_email_template', '7');

SELECT pg_temp.sequence('Sales Order', 'sale.order', 'S', 5);
SELECT pg_temp.cron('automatic invoicing: send ready invoice', 1, 'days'),
       pg_temp.cron('Sales: Send pending emails', 1, 'hours');
