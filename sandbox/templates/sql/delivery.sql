-- Module delivery.

SELECT pg_temp.plain_tables('choose_delivery_carrier', 'delivery_carrier', 'delivery_price_rule');

ALTER TABLE res_partner
    ADD COLUMN property_delivery_carrier_id jsonb;

ALTER TABLE sale_order
    ADD COLUMN carrier_id integer, ADD COLUMN delivery_message varchar,
    ADD COLUMN pickup_location_data jsonb, ADD COLUMN recompute_delivery_price boolean,
    ADD COLUMN shipping_weight double precision;

ALTER TABLE sale_order
    ADD FOREIGN KEY (carrier_id) REFERENCES delivery_carrier ON DELETE SET NULL;

INSERT INTO delivery_carrier (name) VALUES ('Standard delivery');
