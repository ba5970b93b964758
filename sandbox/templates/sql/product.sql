-- Modules uom and product.

SELECT pg_temp.plain_tables(
    'product_attribute', 'product_attribute_value', 'product_category', 'product_document', 'product_packaging',
    'product_pricelist', 'product_pricelist_item', 'product_product', 'product_supplierinfo', 'product_tag',
    'uom_category', 'uom_uom'
);

CREATE TABLE product_template (
    id serial PRIMARY KEY, sequence integer, categ_id integer NOT NULL, uom_id integer NOT NULL,
    uom_po_id integer NOT NULL, company_id integer, color integer, type varchar NOT NULL,
    service_tracking varchar NOT NULL, default_code varchar, name jsonb NOT NULL, description jsonb,
    description_purchase jsonb, description_sale jsonb, product_properties jsonb, list_price numeric,
    volume numeric, weight numeric, sale_ok boolean, purchase_ok boolean, active boolean,
    can_image_1024_be_zoomed boolean, has_configurable_attributes boolean, is_favorite boolean,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

ALTER TABLE res_partner
    ADD COLUMN specific_property_product_pricelist jsonb;

ALTER TABLE product_template
    ADD FOREIGN KEY (categ_id) REFERENCES product_category ON DELETE RESTRICT,
    ADD FOREIGN KEY (company_id) REFERENCES res_company ON DELETE SET NULL,
    ADD FOREIGN KEY (uom_id) REFERENCES uom_uom ON DELETE RESTRICT,
    ADD FOREIGN KEY (uom_po_id) REFERENCES uom_uom ON DELETE RESTRICT;

SELECT pg_temp.trigram_index('product_template', 'name'), pg_temp.trigram_index('product_template', 'default_code');

INSERT INTO product_category (name) VALUES ('All'), ('Saleable'), ('Expenses'), ('Deliveries');
INSERT INTO uom_category (name) VALUES ('Unit'), ('Weight'), ('Working Time'), ('Length / Distance'), ('Volume');
INSERT INTO uom_uom (name) VALUES ('Units'), ('Dozens'), ('kg'), ('g'), ('Days'), ('Hours'), ('km'), ('m'), ('L');
