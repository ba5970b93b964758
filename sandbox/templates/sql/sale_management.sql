-- Modules sale_management and sale_pdf_quote_builder.

SELECT pg_temp.plain_tables(
    'quotation_document', 'sale_order_option', 'sale_order_template', 'sale_order_template_line', 'sale_pdf_form_field'
);

ALTER TABLE res_company
    ADD COLUMN sale_order_template_id integer;

ALTER TABLE sale_order
    ADD COLUMN sale_order_template_id integer, ADD COLUMN customizable_pdf_form_fields jsonb;

ALTER TABLE res_company
    ADD FOREIGN KEY (sale_order_template_id) REFERENCES sale_order_template ON DELETE SET NULL;

ALTER TABLE sale_order
    ADD FOREIGN KEY (sale_order_template_id) REFERENCES sale_order_template ON DELETE SET NULL;
