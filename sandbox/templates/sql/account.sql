-- Modules analytic, digest, account and account_payment, with the generic chart of accounts in US dollars.

SELECT pg_temp.plain_tables(
    'account_account', 'account_account_tag', 'account_analytic_account', 'account_analytic_line',
    'account_analytic_plan', 'account_bank_statement', 'account_bank_statement_line', 'account_cash_rounding',
    'account_fiscal_position', 'account_group', 'account_incoterms', 'account_journal', 'account_move_line',
    'account_partial_reconcile', 'account_payment', 'account_payment_method', 'account_payment_method_line',
    'account_payment_term', 'account_reconcile_model', 'account_report', 'account_tax', 'account_tax_group',
    'digest_digest', 'digest_tip', 'rating_rating', 'spreadsheet_dashboard', 'spreadsheet_dashboard_share'
);

CREATE TABLE account_move (
    id serial PRIMARY KEY, sequence_number integer, message_main_attachment_id integer,
    journal_id integer NOT NULL, company_id integer, origin_payment_id integer, statement_line_id integer,
    tax_cash_basis_rec_id integer, tax_cash_basis_origin_move_id integer, auto_post_origin_id integer,
    secure_sequence_number integer, invoice_payment_term_id integer, partner_id integer,
    commercial_partner_id integer, partner_shipping_id integer, partner_bank_id integer,
    fiscal_position_id integer, preferred_payment_method_line_id integer, currency_id integer NOT NULL,
    reversed_entry_id integer, invoice_user_id integer, invoice_incoterm_id integer,
    invoice_cash_rounding_id integer, sequence_prefix varchar, access_token varchar, name varchar,
    ref varchar, state varchar NOT NULL, move_type varchar NOT NULL, auto_post varchar NOT NULL,
    inalterable_hash varchar, payment_reference varchar, qr_code_method varchar, payment_state varchar,
    invoice_source_email varchar, invoice_partner_display_name varchar, invoice_origin varchar,
    incoterm_location varchar, date date NOT NULL, auto_post_until date, invoice_date date,
    invoice_date_due date, delivery_date date, sending_data jsonb, narration text,
    invoice_currency_rate numeric, amount_untaxed numeric, amount_tax numeric, amount_total numeric,
    amount_residual numeric, amount_untaxed_signed numeric, amount_untaxed_in_currency_signed numeric,
    amount_tax_signed numeric, amount_total_signed numeric, amount_total_in_currency_signed numeric,
    amount_residual_signed numeric, quick_edit_total_amount numeric, is_storno boolean,
    always_tax_exigible boolean, checked boolean, posted_before boolean, made_sequence_gap boolean,
    is_manually_modified boolean, is_move_sent boolean,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

ALTER TABLE product_template
    ADD COLUMN property_account_income_id jsonb, ADD COLUMN property_account_expense_id jsonb;

ALTER TABLE res_company
    ADD COLUMN fiscalyear_last_day integer NOT NULL DEFAULT 31, ADD COLUMN transfer_account_id integer,
    ADD COLUMN default_cash_difference_income_account_id integer,
    ADD COLUMN default_cash_difference_expense_account_id integer,
    ADD COLUMN account_journal_suspense_account_id integer,
    ADD COLUMN account_journal_early_pay_discount_gain_account_id integer,
    ADD COLUMN account_journal_early_pay_discount_loss_account_id integer,
    ADD COLUMN account_sale_tax_id integer, ADD COLUMN account_purchase_tax_id integer,
    ADD COLUMN currency_exchange_journal_id integer, ADD COLUMN income_currency_exchange_account_id integer,
    ADD COLUMN expense_currency_exchange_account_id integer, ADD COLUMN incoterm_id integer,
    ADD COLUMN batch_payment_sequence_id integer, ADD COLUMN account_opening_move_id integer,
    ADD COLUMN account_default_pos_receivable_account_id integer,
    ADD COLUMN expense_accrual_account_id integer, ADD COLUMN revenue_accrual_account_id integer,
    ADD COLUMN automatic_entry_default_journal_id integer, ADD COLUMN account_fiscal_country_id integer,
    ADD COLUMN tax_cash_basis_journal_id integer, ADD COLUMN account_cash_basis_base_account_id integer,
    ADD COLUMN account_discount_income_allocation_id integer,
    ADD COLUMN account_discount_expense_allocation_id integer,
    ADD COLUMN fiscalyear_last_month varchar NOT NULL DEFAULT '12', ADD COLUMN chart_template varchar,
    ADD COLUMN bank_account_code_prefix varchar, ADD COLUMN cash_account_code_prefix varchar,
    ADD COLUMN transfer_account_code_prefix varchar, ADD COLUMN tax_calculation_rounding_method varchar,
    ADD COLUMN terms_type varchar, ADD COLUMN quick_edit_mode varchar,
    ADD COLUMN account_price_include varchar NOT NULL DEFAULT 'tax_excluded', ADD COLUMN fiscalyear_lock_date date,
    ADD COLUMN tax_lock_date date, ADD COLUMN sale_lock_date date, ADD COLUMN purchase_lock_date date,
    ADD COLUMN hard_lock_date date, ADD COLUMN account_opening_date date NOT NULL DEFAULT date_trunc('year', now()),
    ADD COLUMN invoice_terms jsonb, ADD COLUMN invoice_terms_html jsonb,
    ADD COLUMN expects_chart_of_accounts boolean, ADD COLUMN anglo_saxon_accounting boolean,
    ADD COLUMN qr_code boolean, ADD COLUMN display_invoice_amount_total_words boolean,
    ADD COLUMN display_invoice_tax_company_currency boolean, ADD COLUMN account_use_credit_limit boolean,
    ADD COLUMN tax_exigibility boolean, ADD COLUMN account_storno boolean,
    ADD COLUMN check_account_audit_trail boolean, ADD COLUMN autopost_bills boolean;

ALTER TABLE res_partner
    ADD COLUMN invoice_template_pdf_report_id integer, ADD COLUMN supplier_rank integer,
    ADD COLUMN customer_rank integer, ADD COLUMN invoice_warn varchar,
    ADD COLUMN autopost_bills varchar NOT NULL DEFAULT 'ask', ADD COLUMN credit_limit jsonb,
    ADD COLUMN property_account_payable_id jsonb, ADD COLUMN property_account_receivable_id jsonb,
    ADD COLUMN property_account_position_id jsonb, ADD COLUMN property_payment_term_id jsonb,
    ADD COLUMN property_supplier_payment_term_id jsonb, ADD COLUMN trust jsonb,
    ADD COLUMN ignore_abnormal_invoice_date jsonb, ADD COLUMN ignore_abnormal_invoice_amount jsonb,
    ADD COLUMN invoice_sending_method jsonb, ADD COLUMN invoice_edi_format_store jsonb,
    ADD COLUMN property_outbound_payment_method_line_id jsonb,
    ADD COLUMN property_inbound_payment_method_line_id jsonb, ADD COLUMN invoice_warn_msg text,
    ADD COLUMN debit_limit numeric, ADD COLUMN peppol_endpoint varchar, ADD COLUMN peppol_eas varchar;

ALTER TABLE account_move
    ADD FOREIGN KEY (auto_post_origin_id) REFERENCES account_move ON DELETE SET NULL,
    ADD FOREIGN KEY (commercial_partner_id) REFERENCES res_partner ON DELETE RESTRICT,
    ADD FOREIGN KEY (company_id) REFERENCES res_company ON DELETE SET NULL,
    ADD FOREIGN KEY (currency_id) REFERENCES res_currency ON DELETE RESTRICT,
    ADD FOREIGN KEY (fiscal_position_id) REFERENCES account_fiscal_position ON DELETE RESTRICT,
    ADD FOREIGN KEY (invoice_cash_rounding_id) REFERENCES account_cash_rounding ON DELETE SET NULL,
    ADD FOREIGN KEY (invoice_incoterm_id) REFERENCES account_incoterms ON DELETE SET NULL,
    ADD FOREIGN KEY (invoice_payment_term_id) REFERENCES account_payment_term ON DELETE SET NULL,
    ADD FOREIGN KEY (invoice_user_id) REFERENCES res_users ON DELETE SET NULL,
    ADD FOREIGN KEY (journal_id) REFERENCES account_journal ON DELETE RESTRICT,
    ADD FOREIGN KEY (message_main_attachment_id) REFERENCES ir_attachment ON DELETE SET NULL,
    ADD FOREIGN KEY (origin_payment_id) REFERENCES account_payment ON DELETE SET NULL,
    ADD FOREIGN KEY (partner_bank_id) REFERENCES res_partner_bank ON DELETE RESTRICT,
    ADD FOREIGN KEY (partner_id) REFERENCES res_partner ON DELETE RESTRICT,
    ADD FOREIGN KEY (partner_shipping_id) REFERENCES res_partner ON DELETE SET NULL,
    ADD FOREIGN KEY (preferred_payment_method_line_id) REFERENCES account_payment_method_line ON DELETE SET NULL,
    ADD FOREIGN KEY (reversed_entry_id) REFERENCES account_move ON DELETE SET NULL,
    ADD FOREIGN KEY (statement_line_id) REFERENCES account_bank_statement_line ON DELETE SET NULL,
    ADD FOREIGN KEY (tax_cash_basis_origin_move_id) REFERENCES account_move ON DELETE SET NULL,
    ADD FOREIGN KEY (tax_cash_basis_rec_id) REFERENCES account_partial_reconcile ON DELETE SET NULL;

ALTER TABLE res_company
    ADD FOREIGN KEY (account_cash_basis_base_account_id) REFERENCES account_account ON DELETE SET NULL,
    ADD FOREIGN KEY (account_default_pos_receivable_account_id) REFERENCES account_account ON DELETE SET NULL,
    ADD FOREIGN KEY (account_discount_expense_allocation_id) REFERENCES account_account ON DELETE SET NULL,
    ADD FOREIGN KEY (account_discount_income_allocation_id) REFERENCES account_account ON DELETE SET NULL,
    ADD FOREIGN KEY (account_fiscal_country_id) REFERENCES res_country ON DELETE SET NULL,
    ADD FOREIGN KEY (account_journal_early_pay_discount_gain_account_id) REFERENCES account_account ON DELETE SET NULL,
    ADD FOREIGN KEY (account_journal_early_pay_discount_loss_account_id) REFERENCES account_account ON DELETE SET NULL,
    ADD FOREIGN KEY (account_journal_suspense_account_id) REFERENCES account_account ON DELETE SET NULL,
    ADD FOREIGN KEY (account_opening_move_id) REFERENCES account_move ON DELETE SET NULL,
    ADD FOREIGN KEY (account_purchase_tax_id) REFERENCES account_tax ON DELETE SET NULL,
    ADD FOREIGN KEY (account_sale_tax_id) REFERENCES account_tax ON DELETE SET NULL,
    ADD FOREIGN KEY (automatic_entry_default_journal_id) REFERENCES account_journal ON DELETE SET NULL,
    ADD FOREIGN KEY (batch_payment_sequence_id) REFERENCES ir_sequence ON DELETE SET NULL,
    ADD FOREIGN KEY (currency_exchange_journal_id) REFERENCES account_journal ON DELETE SET NULL,
    ADD FOREIGN KEY (default_cash_difference_expense_account_id) REFERENCES account_account ON DELETE SET NULL,
    ADD FOREIGN KEY (default_cash_difference_income_account_id) REFERENCES account_account ON DELETE SET NULL,
    ADD FOREIGN KEY (expense_accrual_account_id) REFERENCES account_account ON DELETE SET NULL,
    ADD FOREIGN KEY (expense_currency_exchange_account_id) REFERENCES account_account ON DELETE SET NULL,
    ADD FOREIGN KEY (income_currency_exchange_account_id) REFERENCES account_account ON DELETE SET NULL,
    ADD FOREIGN KEY (incoterm_id) REFERENCES account_incoterms ON DELETE SET NULL,
    ADD FOREIGN KEY (revenue_accrual_account_id) REFERENCES account_account ON DELETE SET NULL,
    ADD FOREIGN KEY (tax_cash_basis_journal_id) REFERENCES account_journal ON DELETE SET NULL,
    ADD FOREIGN KEY (transfer_account_id) REFERENCES account_account ON DELETE SET NULL;

ALTER TABLE res_partner
    ADD FOREIGN KEY (invoice_template_pdf_report_id) REFERENCES ir_act_report_xml ON DELETE SET NULL;

ALTER TABLE res_partner ALTER COLUMN autopost_bills DROP DEFAULT;
ALTER TABLE res_company
    ALTER COLUMN fiscalyear_last_day DROP DEFAULT, ALTER COLUMN fiscalyear_last_month DROP DEFAULT,
    ALTER COLUMN account_price_include DROP DEFAULT, ALTER COLUMN account_opening_date DROP DEFAULT;
SELECT pg_temp.trigram_index('account_move', 'name'), pg_temp.trigram_index('account_move', 'payment_reference');
CREATE INDEX account_move__partner_id_index ON account_move (partner_id);
CREATE INDEX account_move__date_index ON account_move (date);

INSERT INTO account_analytic_plan (name) VALUES ('Project');
INSERT INTO digest_digest (name) VALUES ('Your Odoo Periodic Digest');
INSERT INTO account_journal (name) VALUES
    ('Customer Invoices'), ('Vendor Bills'), ('Miscellaneous Operations'), ('Exchange Difference'),
    ('Cash Basis Taxes'), ('Bank'), ('Cash');
INSERT INTO account_account (name)
SELECT name FROM unnest(ARRAY[
    'Current Assets', 'Stock Valuation', 'Bank', 'Cash', 'Outstanding Receipts', 'Liquidity Transfer',
    'Account Receivable', 'Products to receive', 'Prepaid Expenses', 'Tax Paid', 'Tax Receivable', 'Fixed Asset',
    'Current Liabilities', 'Account Payable', 'Tax Received', 'Tax Payable', 'Capital', 'Dividends', 'Product Sales',
    'Foreign Exchange Gain', 'Cash Difference Gain', 'Other Income', 'Cost of Goods Sold', 'Expenses', 'Rent',
    'Bank Fees', 'Foreign Exchange Loss', 'Salary Expenses', 'Undistributed Profits/Losses'
]) AS name;
INSERT INTO account_tax (name) VALUES ('15%'), ('15%');
UPDATE res_company
SET chart_template = 'generic_coa', account_sale_tax_id = 1, account_purchase_tax_id = 2,
    account_fiscal_country_id = (SELECT id FROM res_country WHERE code = 'US'), bank_account_code_prefix = '1014',
    cash_account_code_prefix = '1015', transfer_account_code_prefix = '1017', expects_chart_of_accounts = true,
    tax_calculation_rounding_method = 'round_per_line', terms_type = 'plain';

INSERT INTO ir_config_parameter (key, value) VALUES
    ('account_payment.enable_portal_payment', 'True'),
    ('analytic.project_plan', '1'),
    ('digest.default_digest_emails', 'True'),
    ('digest.default_digest_id', '1');

SELECT pg_temp.cron('Account: Post draft entries with auto_post enabled and accounting date up to today', 1, 'days'),
       pg_temp.cron('Send invoices automatically', 1, 'days'),
       pg_temp.cron('Digest Emails', 1, 'days');
