-- Modules barcodes and stock.

SELECT pg_temp.plain_tables(
    'barcode_nomenclature', 'barcode_rule', 'procurement_group', 'product_removal', 'stock_location', 'stock_lot',
    'stock_move', 'stock_move_line', 'stock_package_type', 'stock_picking', 'stock_picking_type', 'stock_quant',
    'stock_quant_package', 'stock_route', 'stock_rule', 'stock_scrap', 'stock_warehouse', 'stock_warehouse_orderpoint'
);

ALTER TABLE product_template
    ADD COLUMN sale_delay integer, ADD COLUMN tracking varchar NOT NULL, ADD COLUMN responsible_id jsonb,
    ADD COLUMN property_stock_production jsonb, ADD COLUMN property_stock_inventory jsonb,
    ADD COLUMN description_picking jsonb, ADD COLUMN description_pickingout jsonb,
    ADD COLUMN description_pickingin jsonb, ADD COLUMN is_storable boolean, ADD COLUMN lot_valuated boolean;

ALTER TABLE res_company
    ADD COLUMN nomenclature_id integer, ADD COLUMN internal_transit_location_id integer,
    ADD COLUMN stock_mail_confirmation_template_id integer, ADD COLUMN annual_inventory_day integer,
    ADD COLUMN annual_inventory_month varchar, ADD COLUMN stock_move_email_validation boolean,
    ADD COLUMN stock_sms_confirmation_template_id integer, ADD COLUMN stock_move_sms_validation boolean,
    ADD COLUMN has_received_warning_stock_sms boolean;

ALTER TABLE res_partner
    ADD COLUMN picking_warn varchar, ADD COLUMN property_stock_customer jsonb,
    ADD COLUMN property_stock_supplier jsonb, ADD COLUMN picking_warn_msg text;

ALTER TABLE res_company
    ADD FOREIGN KEY (internal_transit_location_id) REFERENCES stock_location ON DELETE RESTRICT,
    ADD FOREIGN KEY (nomenclature_id) REFERENCES barcode_nomenclature ON DELETE SET NULL,
    ADD FOREIGN KEY (stock_mail_confirmation_template_id) REFERENCES mail_template ON DELETE SET NULL,
    ADD FOREIGN KEY (stock_sms_confirmation_template_id) REFERENCES sms_template ON DELETE SET NULL;

INSERT INTO barcode_nomenclature (name) VALUES ('Default Nomenclature'), ('Default GS1 Nomenclature');
INSERT INTO stock_warehouse (name) VALUES ('My Company');
INSERT INTO stock_location (name)
SELECT name FROM unnest(ARRAY[
    'Physical Locations', 'Partners', 'Virtual Locations', 'Vendors', 'Customers', 'WH', 'Stock', 'Input',
    'Quality Control', 'Output', 'Packing Zone', 'Inventory adjustment', 'Production', 'Scrap', 'Inter-warehouse transit'
]) AS name;
INSERT INTO stock_picking_type (name) VALUES ('Receipts'), ('Delivery Orders'), ('Pick'), ('Pack'), ('PoS Orders');
INSERT INTO stock_route (name) VALUES ('Receive in 1 step (stock)'), ('Deliver in 1 step (ship)');
UPDATE res_company SET nomenclature_id = 1, annual_inventory_day = 31, annual_inventory_month = '12';

INSERT INTO ir_config_parameter (key, value) VALUES ('stock.barcode_separator', ',');

SELECT pg_temp.sequence('Procurement Group', 'procurement.group', 'PG/', 6),
       pg_temp.sequence('Serial Numbers', 'stock.lot.serial', '', 7),
       pg_temp.sequence('Packages', 'stock.quant.package', 'PACK', 7),
       pg_temp.sequence('Scrap', 'stock.scrap', 'SP/', 5),
       pg_temp.sequence('My Company Sequence in', NULL, 'WH/IN/', 5),
       pg_temp.sequence('My Company Sequence out', NULL, 'WH/OUT/', 5),
       pg_temp.sequence('My Company Sequence internal', NULL, 'WH/INT/', 5);
SELECT pg_temp.cron('Procurement: run scheduler', 1, 'days');
