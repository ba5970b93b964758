-- Module website_payment.

ALTER TABLE payment_provider
    ADD COLUMN website_id integer;

ALTER TABLE payment_provider
    ADD FOREIGN KEY (website_id) REFERENCES website ON DELETE RESTRICT;
