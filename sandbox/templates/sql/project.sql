-- Module project, with the two to-dos that a fresh database greets its users with.

SELECT pg_temp.plain_tables(
    'project_collaborator', 'project_milestone', 'project_project', 'project_project_stage', 'project_tags',
    'project_task_recurrence', 'project_task_type', 'project_update'
);

CREATE TABLE project_task (
    id serial PRIMARY KEY, sequence integer, stage_id integer, project_id integer, partner_id integer,
    company_id integer, color integer, displayed_image_id integer, parent_id integer, milestone_id integer,
    recurrence_id integer, email_cc varchar, access_token varchar, name varchar NOT NULL, priority varchar,
    state varchar NOT NULL, html_field_history jsonb, task_properties jsonb, description text,
    working_hours_open numeric, working_hours_close numeric, active boolean, display_in_project boolean,
    recurring_task boolean, date_end timestamp, date_assign timestamp, date_deadline timestamp,
    date_last_stage_update timestamp, rating_last_value double precision, allocated_hours double precision,
    working_days_open double precision, working_days_close double precision,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    CHECK (NOT (project_id IS NULL AND parent_id IS NOT NULL)),
    CHECK (NOT (recurring_task IS TRUE AND parent_id IS NOT NULL))
);

ALTER TABLE project_task
    ADD FOREIGN KEY (company_id) REFERENCES res_company ON DELETE SET NULL,
    ADD FOREIGN KEY (displayed_image_id) REFERENCES ir_attachment ON DELETE SET NULL,
    ADD FOREIGN KEY (milestone_id) REFERENCES project_milestone ON DELETE SET NULL,
    ADD FOREIGN KEY (parent_id) REFERENCES project_task ON DELETE SET NULL,
    ADD FOREIGN KEY (partner_id) REFERENCES res_partner ON DELETE SET NULL,
    ADD FOREIGN KEY (project_id) REFERENCES project_project ON DELETE SET NULL,
    ADD FOREIGN KEY (recurrence_id) REFERENCES project_task_recurrence ON DELETE SET NULL,
    ADD FOREIGN KEY (stage_id) REFERENCES project_task_type ON DELETE RESTRICT;

SELECT pg_temp.trigram_index('project_task', 'name');

CREATE VIEW report_project_task_user AS
SELECT id, id AS task_id, name, project_id, stage_id, partner_id, company_id, state, priority, date_deadline, active
FROM project_task;

INSERT INTO project_task_type (name) VALUES ('Inbox'), ('Today'), ('This Week'), ('This Month'), ('Later'), ('Done');
INSERT INTO project_task (name, state, active, access_token, sequence)
SELECT 'Welcome ' || login || '!', '01_in_progress', true, gen_random_uuid(), 10
FROM res_users WHERE id IN (1, 2);

SELECT pg_temp.cron('Project: Send rating', 1, 'days');
