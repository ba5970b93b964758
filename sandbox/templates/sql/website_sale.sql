-- Module website_sale.

SELECT pg_temp.plain_tables(
    'product_image', 'product_public_category', 'product_ribbon', 'website_base_unit', 'website_sale_extra_field'
);

ALTER TABLE account_move
    ADD COLUMN website_id integer;

ALTER TABLE product_template
    ADD COLUMN website_id integer, ADD COLUMN website_size_x integer, ADD COLUMN website_size_y integer,
    ADD COLUMN website_ribbon_id integer, ADD COLUMN website_sequence integer,
    ADD COLUMN base_unit_id integer, ADD COLUMN website_meta_og_img varchar,
    ADD COLUMN website_meta_title jsonb, ADD COLUMN website_meta_description jsonb,
    ADD COLUMN website_meta_keywords jsonb, ADD COLUMN seo_name jsonb, ADD COLUMN website_description jsonb,
    ADD COLUMN description_ecommerce jsonb, ADD COLUMN compare_list_price numeric,
    ADD COLUMN is_published boolean, ADD COLUMN rating_last_value double precision,
    ADD COLUMN base_unit_count double precision NOT NULL;

ALTER TABLE sale_order
    ADD COLUMN website_id integer, ADD COLUMN shop_warning varchar,
    ADD COLUMN cart_recovery_email_sent boolean;

ALTER TABLE website
    ADD COLUMN salesperson_id integer, ADD COLUMN salesteam_id integer,
    ADD COLUMN cart_recovery_mail_template_id integer, ADD COLUMN shop_ppg integer, ADD COLUMN shop_ppr integer,
    ADD COLUMN product_page_grid_columns integer,
    ADD COLUMN show_line_subtotals_tax_selection varchar NOT NULL DEFAULT 'tax_excluded',
    ADD COLUMN add_to_cart_action varchar, ADD COLUMN account_on_checkout varchar, ADD COLUMN shop_gap varchar,
    ADD COLUMN shop_default_sort varchar NOT NULL DEFAULT 'website_sequence asc',
    ADD COLUMN product_page_image_layout varchar NOT NULL DEFAULT 'carousel',
    ADD COLUMN product_page_image_width varchar NOT NULL DEFAULT '50_pc',
    ADD COLUMN product_page_image_spacing varchar NOT NULL DEFAULT 'small',
    ADD COLUMN ecommerce_access varchar NOT NULL DEFAULT 'everyone', ADD COLUMN contact_us_button_url jsonb,
    ADD COLUMN prevent_zero_price_sale_text jsonb, ADD COLUMN enabled_portal_reorder_button boolean,
    ADD COLUMN send_abandoned_cart_email boolean, ADD COLUMN prevent_zero_price_sale boolean,
    ADD COLUMN cart_abandoned_delay double precision;

ALTER TABLE account_move
    ADD FOREIGN KEY (website_id) REFERENCES website ON DELETE SET NULL;

ALTER TABLE product_template
    ADD FOREIGN KEY (base_unit_id) REFERENCES website_base_unit ON DELETE SET NULL,
    ADD FOREIGN KEY (website_id) REFERENCES website ON DELETE RESTRICT,
    ADD FOREIGN KEY (website_ribbon_id) REFERENCES product_ribbon ON DELETE SET NULL;

ALTER TABLE sale_order
    ADD FOREIGN KEY (website_id) REFERENCES website ON DELETE SET NULL;

ALTER TABLE website
    ADD FOREIGN KEY (cart_recovery_mail_template_id) REFERENCES mail_template ON DELETE SET NULL,
    ADD FOREIGN KEY (salesperson_id) REFERENCES res_users ON DELETE SET NULL,
    ADD FOREIGN KEY (salesteam_id) REFERENCES crm_team ON DELETE SET NULL;

ALTER TABLE website
    ALTER COLUMN show_line_subtotals_tax_selection DROP DEFAULT, ALTER COLUMN shop_default_sort DROP DEFAULT,
    ALTER COLUMN product_page_image_layout DROP DEFAULT, ALTER COLUMN product_page_image_width DROP DEFAULT,
    ALTER COLUMN product_page_image_spacing DROP DEFAULT, ALTER COLUMN ecommerce_access DROP DEFAULT;

UPDATE website
SET salesteam_id = 2, shop_ppg = 20, shop_ppr = 4, add_to_cart_action = 'stay', account_on_checkout = 'optional',
    cart_abandoned_delay = 10;
INSERT INTO product_ribbon (name) VALUES ('Sale'), ('Sold out'), ('Out of stock'), ('New!');

INSERT INTO ir_config_parameter (key, value) VALUES ('account.use_invoice_terms', 'True');

SELECT pg_temp.cron('eCommerce: send email to customers about their abandoned cart', 1, 'hours');
