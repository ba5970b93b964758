-- Modules onboarding and payment.

SELECT pg_temp.plain_tables(
    'onboarding_onboarding', 'onboarding_onboarding_step', 'onboarding_progress', 'payment_method', 'payment_token',
    'payment_transaction'
);

CREATE TABLE payment_provider (
    id serial PRIMARY KEY, sequence integer, company_id integer NOT NULL, redirect_form_view_id integer,
    inline_form_view_id integer, token_inline_form_view_id integer, express_checkout_form_view_id integer,
    color integer, module_id integer, code varchar NOT NULL, state varchar NOT NULL, name jsonb NOT NULL,
    pre_msg jsonb, pending_msg jsonb, auth_msg jsonb, done_msg jsonb, cancel_msg jsonb,
    maximum_amount numeric, is_published boolean, allow_tokenization boolean, capture_manually boolean,
    allow_express_checkout boolean,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

ALTER TABLE res_company
    ADD COLUMN payment_onboarding_payment_method varchar;

ALTER TABLE payment_provider
    ADD FOREIGN KEY (company_id) REFERENCES res_company ON DELETE RESTRICT,
    ADD FOREIGN KEY (express_checkout_form_view_id) REFERENCES ir_ui_view ON DELETE RESTRICT,
    ADD FOREIGN KEY (inline_form_view_id) REFERENCES ir_ui_view ON DELETE RESTRICT,
    ADD FOREIGN KEY (module_id) REFERENCES ir_module_module ON DELETE SET NULL,
    ADD FOREIGN KEY (redirect_form_view_id) REFERENCES ir_ui_view ON DELETE RESTRICT,
    ADD FOREIGN KEY (token_inline_form_view_id) REFERENCES ir_ui_view ON DELETE RESTRICT;

-- Disabled, with no account of a payment company behind them.
INSERT INTO payment_provider (company_id, code, state, name, sequence, is_published, allow_tokenization)
SELECT 1, 'none', 'disabled', jsonb_build_object('en_US', provider), 10, false, false
FROM unnest(ARRAY[
    'Adyen', 'Aiia', 'Alipay', 'Amazon Payment Services', 'AsiaPay', 'Authorize.net', 'Buckaroo', 'Demo', 'Flutterwave',
    'Mercado Pago', 'Mollie', 'Nuvei', 'PayPal', 'Razorpay', 'Stripe', 'Wire Transfer'
]) AS provider;
INSERT INTO payment_method (name)
SELECT name FROM unnest(ARRAY['Card', 'Bancontact', 'iDEAL', 'PayPal', 'SEPA Direct Debit', 'Wire Transfer']) AS name;

SELECT pg_temp.cron('payment: post-process transactions', 10, 'minutes');
