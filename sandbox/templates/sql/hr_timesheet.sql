-- Module hr_timesheet.

ALTER TABLE project_task
    ADD COLUMN remaining_hours double precision, ADD COLUMN effective_hours double precision,
    ADD COLUMN total_hours_spent double precision, ADD COLUMN progress double precision,
    ADD COLUMN overtime double precision, ADD COLUMN subtask_effective_hours double precision;

ALTER TABLE res_company
    ADD COLUMN project_time_mode_id integer, ADD COLUMN timesheet_encode_uom_id integer,
    ADD COLUMN internal_project_id integer;

ALTER TABLE res_company
    ADD FOREIGN KEY (internal_project_id) REFERENCES project_project ON DELETE SET NULL,
    ADD FOREIGN KEY (project_time_mode_id) REFERENCES uom_uom ON DELETE SET NULL,
    ADD FOREIGN KEY (timesheet_encode_uom_id) REFERENCES uom_uom ON DELETE SET NULL;

INSERT INTO project_project (name) VALUES ('Internal');
UPDATE res_company
SET internal_project_id = (SELECT max(id) FROM project_project),
    project_time_mode_id = (SELECT id FROM uom_uom WHERE name = 'Hours'),
    timesheet_encode_uom_id = (SELECT id FROM uom_uom WHERE name = 'Hours');

CREATE VIEW timesheets_analysis_report AS
SELECT id, name, create_uid AS user_id, create_date AS date FROM account_analytic_line;
