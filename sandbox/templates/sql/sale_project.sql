-- Module sale_project.

SELECT pg_temp.plain_tables('project_sale_line_employee_map');

ALTER TABLE product_template
    ADD COLUMN project_id jsonb, ADD COLUMN project_template_id jsonb,
    ADD COLUMN service_upsell_threshold double precision;

ALTER TABLE project_task
    ADD COLUMN sale_order_id integer, ADD COLUMN sale_line_id integer;

ALTER TABLE sale_order
    ADD COLUMN project_id integer;

ALTER TABLE project_task
    ADD FOREIGN KEY (sale_line_id) REFERENCES sale_order_line ON DELETE SET NULL,
    ADD FOREIGN KEY (sale_order_id) REFERENCES sale_order ON DELETE SET NULL;

ALTER TABLE sale_order
    ADD FOREIGN KEY (project_id) REFERENCES project_project ON DELETE SET NULL;
