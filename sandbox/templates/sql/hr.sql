-- Modules hr and hr_skills.

SELECT pg_temp.plain_tables(
    'hr_contract_type', 'hr_department', 'hr_departure_reason', 'hr_employee', 'hr_employee_category',
    'hr_employee_skill', 'hr_job', 'hr_resume_line', 'hr_skill', 'hr_skill_level', 'hr_skill_type', 'hr_work_location'
);

ALTER TABLE res_company
    ADD COLUMN hr_presence_control_email_amount integer, ADD COLUMN hr_presence_control_ip_list varchar,
    ADD COLUMN employee_properties_definition jsonb, ADD COLUMN hr_presence_control_login boolean,
    ADD COLUMN hr_presence_control_email boolean, ADD COLUMN hr_presence_control_ip boolean,
    ADD COLUMN hr_presence_control_attendance boolean;

CREATE VIEW hr_employee_public AS
SELECT id, name, create_uid, create_date, write_uid, write_date FROM hr_employee;

INSERT INTO hr_department (name) VALUES ('Administration');
INSERT INTO hr_employee (name) VALUES ('Administrator');

SELECT pg_temp.cron('HR Employee: check work permit validity', 1, 'days');
