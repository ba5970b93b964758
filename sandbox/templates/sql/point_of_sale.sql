-- Modules point_of_sale, pos_restaurant and pos_self_order. A shop is set up by its owner: there is none yet.

SELECT pg_temp.plain_tables(
    'pos_bill', 'pos_category', 'pos_note', 'pos_order', 'pos_order_line', 'pos_payment', 'pos_payment_method',
    'pos_printer', 'pos_self_order_custom_link', 'pos_session', 'restaurant_floor', 'restaurant_table'
);

ALTER TABLE account_move
    ADD COLUMN reversed_pos_order_id integer;

CREATE TABLE pos_config (
    id serial PRIMARY KEY, picking_type_id integer NOT NULL, journal_id integer, invoice_journal_id integer,
    sequence_id integer, sequence_line_id integer, pricelist_id integer, company_id integer NOT NULL,
    group_pos_manager_id integer, group_pos_user_id integer, tip_product_id integer,
    default_fiscal_position_id integer, rounding_method integer, warehouse_id integer, route_id integer,
    access_token varchar, name varchar NOT NULL, iface_tax_included varchar NOT NULL,
    customer_display_type varchar, customer_display_bg_img_name varchar, proxy_ip varchar(45), uuid varchar,
    picking_policy varchar NOT NULL, receipt_header text, receipt_footer text, is_order_printer boolean,
    iface_cashdrawer boolean, iface_electronic_scale boolean, iface_print_via_proxy boolean,
    iface_scan_via_proxy boolean, iface_big_scrollbars boolean, iface_print_auto boolean,
    iface_print_skip_screen boolean, restrict_price_control boolean,
    is_margins_costs_accessible_to_every_user boolean, set_maximum_difference boolean,
    basic_receipt boolean, active boolean, iface_tipproduct boolean, use_pricelist boolean,
    tax_regime_selection boolean, limit_categories boolean, module_pos_restaurant boolean,
    module_pos_avatax boolean, module_pos_discount boolean, is_posbox boolean, is_header_or_footer boolean,
    module_pos_hr boolean, other_devices boolean, cash_rounding boolean, only_round_cash_method boolean,
    manual_discount boolean, ship_later boolean, auto_validate_terminal_payment boolean,
    show_product_images boolean, show_category_images boolean, module_pos_sms boolean,
    is_closing_entry_by_product boolean, order_edit_tracking boolean,
    orderlines_sequence_in_cart_by_category boolean, amount_authorized_diff double precision,
    epson_printer_ip varchar, takeaway_fp_id integer, iface_splitbill boolean, iface_printbill boolean,
    set_tip_after_payment boolean, module_pos_restaurant_appointment boolean, takeaway boolean,
    self_ordering_default_language_id integer, self_ordering_default_user_id integer,
    self_ordering_mode varchar NOT NULL, self_ordering_service_mode varchar NOT NULL,
    self_ordering_pay_after varchar NOT NULL, self_ordering_image_brand_name varchar,
    self_ordering_takeaway boolean, has_paper boolean, self_order_online_payment_method_id integer,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

ALTER TABLE product_template
    ADD COLUMN public_description jsonb, ADD COLUMN available_in_pos boolean, ADD COLUMN to_weight boolean,
    ADD COLUMN self_order_available boolean;

ALTER TABLE res_company
    ADD COLUMN point_of_sale_update_stock_quantities varchar,
    ADD COLUMN point_of_sale_ticket_portal_url_display_mode varchar NOT NULL DEFAULT 'qr_code_and_url',
    ADD COLUMN point_of_sale_use_ticket_qr_code boolean, ADD COLUMN point_of_sale_ticket_unique_code boolean;

ALTER TABLE account_move
    ADD FOREIGN KEY (reversed_pos_order_id) REFERENCES pos_order ON DELETE SET NULL;

ALTER TABLE pos_config
    ADD FOREIGN KEY (company_id) REFERENCES res_company ON DELETE RESTRICT,
    ADD FOREIGN KEY (default_fiscal_position_id) REFERENCES account_fiscal_position ON DELETE SET NULL,
    ADD FOREIGN KEY (group_pos_manager_id) REFERENCES res_groups ON DELETE SET NULL,
    ADD FOREIGN KEY (group_pos_user_id) REFERENCES res_groups ON DELETE SET NULL,
    ADD FOREIGN KEY (invoice_journal_id) REFERENCES account_journal ON DELETE SET NULL,
    ADD FOREIGN KEY (journal_id) REFERENCES account_journal ON DELETE RESTRICT,
    ADD FOREIGN KEY (picking_type_id) REFERENCES stock_picking_type ON DELETE RESTRICT,
    ADD FOREIGN KEY (pricelist_id) REFERENCES product_pricelist ON DELETE SET NULL,
    ADD FOREIGN KEY (rounding_method) REFERENCES account_cash_rounding ON DELETE SET NULL,
    ADD FOREIGN KEY (route_id) REFERENCES stock_route ON DELETE SET NULL,
    ADD FOREIGN KEY (self_order_online_payment_method_id) REFERENCES pos_payment_method ON DELETE SET NULL,
    ADD FOREIGN KEY (self_ordering_default_language_id) REFERENCES res_lang ON DELETE SET NULL,
    ADD FOREIGN KEY (self_ordering_default_user_id) REFERENCES res_users ON DELETE SET NULL,
    ADD FOREIGN KEY (sequence_id) REFERENCES ir_sequence ON DELETE RESTRICT,
    ADD FOREIGN KEY (sequence_line_id) REFERENCES ir_sequence ON DELETE SET NULL,
    ADD FOREIGN KEY (takeaway_fp_id) REFERENCES account_fiscal_position ON DELETE SET NULL,
    ADD FOREIGN KEY (tip_product_id) REFERENCES product_product ON DELETE SET NULL,
    ADD FOREIGN KEY (warehouse_id) REFERENCES stock_warehouse ON DELETE RESTRICT;

ALTER TABLE res_company ALTER COLUMN point_of_sale_ticket_portal_url_display_mode DROP DEFAULT;

CREATE VIEW report_pos_order AS
SELECT id, name, create_uid AS user_id, create_date AS date FROM pos_order_line;

UPDATE res_company SET point_of_sale_update_stock_quantities = 'closing';
INSERT INTO pos_bill (name)
SELECT value::text FROM unnest(ARRAY[0.05, 0.10, 0.20, 0.25, 0.50, 1, 2, 5, 10, 20, 50, 100, 200]) AS value;
INSERT INTO pos_note (name) VALUES ('Wait'), ('To Serve'), ('Emergency'), ('No Dressing');

SELECT pg_temp.sequence('PoS Session', 'pos.session', 'POS/', 5);
